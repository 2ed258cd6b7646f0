import { Presentation } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { AnswersBadge, AnswersNote } from "../parts/answers-badge";
import { LocalTime } from "../parts/local-time";
import { RunStatusLabel } from "../parts/run-status-label";
import { describeMode } from "../console/presenter-header";
import { buttonClass } from "../ui/button";
import { formatDuration, formatQuantity } from "@/lib/view/format/format";
import type { RunState } from "@/lib/core/run/state";
import { reviewText } from "@/lib/view/text/review";
import { sharedText } from "@/lib/view/text/shared";

/** Which run this is, in two lines; `actions`: what a presenter can do with it. */
export function ReviewHead({ state, actions }: { state: RunState; actions: ReactNode }) {
  const { spec, runId } = state;
  return (
    <header className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h1 className="min-w-0 text-2xl font-semibold [overflow-wrap:anywhere]">{spec.title}</h1>
        <span className="no-print flex flex-wrap gap-2">
          {actions}
          <Link href={`/runs/${runId}/results`} className={buttonClass()}>
            <Presentation aria-hidden className="size-4" />
            {reviewText.slide}
          </Link>
        </span>
      </div>
      <p className="flex flex-wrap gap-x-5 gap-y-1 text-muted">
        <RunStatusLabel status={state.status} />
        <AnswersBadge spec={spec} className="text-[13px]" />
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
        <span className="hidden print:inline">{runId}</span>
      </p>
      <AnswersNote spec={spec} className="max-w-prose text-sm text-muted" />
    </header>
  );
}
