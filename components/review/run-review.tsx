import { isRunOver } from "@/lib/core/run/run-status";
import { RotateCcw, Radio } from "lucide-react";
import Link from "next/link";
import { startAgainAction } from "@/app/actions";
import { ActionButton } from "../desk/action-button";
import { LocalTime } from "../parts/local-time";
import { RunStatusLabel } from "../parts/run-status-label";
import { HeadlineBanner } from "../parts/headline-banner";
import { describeMode } from "../console/presenter-header";
import { buttonClass } from "../ui/button";
import { DeleteRun } from "./delete-run";
import { EventList } from "./event-list";
import { CommandList, MilestoneList, ScenarioErrors } from "./run-records";
import { ResultsSection } from "./results-section";
import { ReviewCharts } from "./review-charts";
import { TroubleList } from "./trouble-list";
import { formatDuration, formatQuantity } from "@/lib/view/format/format";
import { selectCommandRows } from "@/lib/view/results/commands";
import { selectRunResults } from "@/lib/view/results/results";
import type { RunEvent } from "@/lib/core/run/events";
import { selectHeadline } from "@/lib/core/words/headline";
import type { QueueWait } from "@/lib/core/run/queue-wait";
import type { RunState } from "@/lib/core/run/state";
import { reviewText } from "@/lib/view/text/review";
import { sharedText } from "@/lib/view/text/shared";

type RunReviewProps = {
  state: RunState;
  /** why the run has not started; missing or null when it is not queued */
  wait?: QueueWait | null;
  facts: readonly RunEvent[];
  truncated: boolean;
  mayControl: boolean;
};

/** One run in full: its results, its course, and every command and event. */
export function RunReview({ state, wait = null, facts, truncated, mayControl }: RunReviewProps) {
  const { spec } = state;
  const ended = isRunOver(state.status);
  return (
    <main className="mx-auto flex max-w-6xl flex-col gap-10 px-5 py-10">
      <header className="flex flex-col gap-4">
        <div className="flex flex-wrap items-start justify-between gap-4">
          <h1 className="text-3xl font-semibold">{spec.title}</h1>
          {mayControl ? (
            ended ? (
              <span className="flex flex-wrap gap-2">
                <DeleteRun runId={state.runId} title={spec.title} />
                <ActionButton action={startAgainAction} fields={{ runId: state.runId }} busy={sharedText.starting}>
                  <RotateCcw aria-hidden className="size-4" />
                  {reviewText.startAgain}
                </ActionButton>
              </span>
            ) : (
              <Link href={`/runs/${state.runId}/present`} className={buttonClass({ tone: "primary" })}>
                <Radio aria-hidden className="size-4" />
                {reviewText.openConsole}
              </Link>
            )
          ) : null}
        </div>
        <p className="flex flex-wrap gap-x-5 gap-y-1 text-muted">
          <RunStatusLabel status={state.status} />
          <span>
            {spec.skillId} {spec.skillVersion}
          </span>
          <span>{describeMode(spec)}</span>
          <span>{sharedText.seed(spec.seed)}</span>
          {spec.input === null ? null : (
            <span>{reviewText.rows(spec.input.name, formatQuantity(spec.input.rows, reviewText.row))}</span>
          )}
          <span>{reviewText.runTime(formatDuration(state.atMs))}</span>
          <LocalTime iso={state.queuedAt} />
        </p>
        <HeadlineBanner headline={selectHeadline(state, state.atMs, wait)} className="px-4 py-3 text-lg" />
      </header>
      <TroubleList state={state} />
      <ResultsSection state={state} results={selectRunResults(state)} />
      <ReviewCharts state={state} facts={facts} />
      <div className="grid gap-10 lg:grid-cols-2">
        <MilestoneList state={state} />
        <CommandList rows={selectCommandRows(facts, state)} />
      </div>
      <ScenarioErrors state={state} />
      <EventList facts={facts} truncated={truncated} />
    </main>
  );
}
