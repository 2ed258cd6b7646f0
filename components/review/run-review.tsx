import { RotateCcw, Radio } from "lucide-react";
import Link from "next/link";
import { startAgainAction } from "@/app/actions";
import { ActionButton } from "../desk/action-button";
import { LocalTime } from "../parts/local-time";
import { RunStatusWord } from "../parts/run-status-word";
import { HeadlineBanner } from "../parts/headline-banner";
import { describeMode } from "../console/presenter-header";
import { buttonClass } from "../ui/button";
import { EventList } from "./event-list";
import { CommandList, MilestoneList, ScenarioErrors } from "./run-records";
import { ResultsSection } from "./results-section";
import { ReviewCharts } from "./review-charts";
import { TroubleList } from "./trouble-list";
import { formatDuration } from "@/lib/view/format/format";
import { selectCommandRows } from "@/lib/view/results/commands";
import { selectRunResults } from "@/lib/view/results/results";
import { isEnded } from "@/lib/view/console/standing";
import type { RunEvent } from "@/lib/core/run/events";
import { selectHeadline } from "@/lib/core/words/headline";
import type { RunState } from "@/lib/core/run/state";

type RunReviewProps = { state: RunState; facts: readonly RunEvent[]; truncated: boolean; mayDrive: boolean };

/** One run for somebody with time: what came out, how it went, who did what. */
export function RunReview({ state, facts, truncated, mayDrive }: RunReviewProps) {
  const { spec } = state;
  const ended = isEnded(state);
  return (
    <main className="mx-auto flex max-w-6xl flex-col gap-10 px-5 py-10">
      <header className="flex flex-col gap-4">
        <div className="flex flex-wrap items-start justify-between gap-4">
          <h1 className="text-3xl font-semibold">{spec.title}</h1>
          {mayDrive ? (
            ended ? (
              <ActionButton action={startAgainAction} fields={{ runId: state.runId }} busy="Starting…">
                <RotateCcw aria-hidden className="size-4" />
                Start again
              </ActionButton>
            ) : (
              <Link href={`/runs/${state.runId}/present`} className={buttonClass({ tone: "primary" })}>
                <Radio aria-hidden className="size-4" />
                Open the console
              </Link>
            )
          ) : null}
        </div>
        <p className="flex flex-wrap gap-x-5 gap-y-1 text-muted">
          <RunStatusWord status={state.status} />
          <span>
            {spec.skillId} {spec.skillVersion}
          </span>
          <span>{describeMode(spec)}</span>
          <span>seed {spec.seed}</span>
          {spec.input === null ? null : (
            <span>
              {spec.input.name}, {spec.input.rows} rows
            </span>
          )}
          <span>run time {formatDuration(state.atMs)}</span>
          <LocalTime iso={state.queuedAt} />
        </p>
        <HeadlineBanner headline={selectHeadline(state, state.atMs)} className="px-4 py-3 text-lg" />
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
