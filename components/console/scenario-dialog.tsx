"use client";
import { useQuery } from "@tanstack/react-query";
import { scenarioLogQuery } from "@/lib/client/stream/scenario-log-query";
import { formatClock, formatCount, formatDuration, formatPercent, formatQuality } from "@/lib/view/format/format";
import type { ScenarioSummary } from "@/lib/view/console/scenario-summary";
import { computePerItemMs } from "@/lib/core/judgement/growth/timed-scenario";
import { toFigures } from "@/lib/core/judgement/to-input";
import type { RunState, ScenarioLogLine } from "@/lib/core/run/state";
import { mergeLogLines } from "@/lib/view/console/log";
import { Dialog } from "../ui/dialog";
import { StatusLabel } from "../parts/status-label";
import { scenarioDialogText as text } from "@/lib/view/text/scenario-actions";
import { sharedText } from "@/lib/view/text/shared";

/** One scenario in detail: figures, failure and log. */
export function ScenarioDialog({
  summary,
  state,
  onClose,
}: {
  summary: ScenarioSummary | null;
  state: RunState;
  onClose: () => void;
}) {
  const scenario = state.scenarios.find((each) => each.id === summary?.id);
  const spec = state.spec.scenarios.find((each) => each.id === summary?.id);
  const perItemMs = scenario === undefined ? null : computePerItemMs(toFigures(state, scenario));
  return (
    <Dialog
      open={summary !== null}
      onOpenChange={(open) => !open && onClose()}
      title={summary ? text.title(summary.label) : text.fallbackTitle}
      wide
    >
      {summary && scenario && spec ? (
        <>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
            <Figure name={text.status}>
              <StatusLabel tone={summary.tone} text={summary.status} />
            </Figure>
            <Figure name={text.done}>
              {text.doneOf(formatCount(summary.itemsDone), formatCount(summary.items), formatPercent(summary.percent))}
            </Figure>
            <Figure name={text.failedItems}>{formatCount(summary.itemsFailed)}</Figure>
            <Figure name={text.quality}>
              {formatQuality(summary.quality)}{" "}
              <span className="text-muted">{text.target(formatQuality(spec.targetQuality))}</span>
            </Figure>
            <Figure name={text.activeTime}>
              {formatDuration(summary.elapsedMs)}{" "}
              <span className="text-muted">{text.outOf(formatDuration(spec.timeBudgetMs))}</span>
            </Figure>
            <Figure name={text.timePerItem}>
              {perItemMs === null ? sharedText.noValue : formatDuration(perItemMs)}
            </Figure>
            <Figure name={text.memory}>
              {summary.memoryMb === null
                ? sharedText.noValue
                : text.megabytes(formatCount(Math.round(summary.memoryMb)))}{" "}
              <span className="text-muted">{text.outOf(text.megabytes(formatCount(spec.memoryLimitMb)))}</span>
            </Figure>
            <Figure name={text.workers}>
              {summary.workers} <span className="text-muted">{text.attempt(summary.attempt)}</span>
            </Figure>
          </dl>
          {scenario.failure ? (
            <p className="rounded-lg border-l-4 border-bad bg-bad-ground px-4 py-3 text-bad">
              {scenario.failure.message}
            </p>
          ) : null}
          <ScenarioLog runId={state.runId} scenarioId={scenario.id} live={scenario.log} />
        </>
      ) : null}
    </Dialog>
  );
}

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}

/** All log lines of a scenario, newest first: those of the live state, and older ones once they are fetched. */
function ScenarioLog({
  runId,
  scenarioId,
  live,
}: {
  runId: string;
  scenarioId: string;
  live: readonly ScenarioLogLine[];
}) {
  const query = useQuery(scenarioLogQuery({ runId, scenarioId }));
  const lines = mergeLogLines(query.data?.lines ?? [], live);
  return (
    <div aria-busy={query.isPending} className="flex flex-col gap-3">
      {query.isError ? (
        <p role="alert" className="text-bad">
          {query.error.message}
        </p>
      ) : null}
      {lines.length === 0 ? (
        <p className="text-muted">{text.emptyLog}</p>
      ) : (
        <ul className="flex flex-col gap-1 font-mono text-[13.5px]">
          {lines.toReversed().map((line) => (
            <li key={line.seq} className="flex gap-4">
              <span className="w-10 shrink-0 text-right text-muted tabular-nums">{formatClock(line.atMs)}</span>
              <span className={line.level === "info" ? "min-w-0 break-words" : "min-w-0 break-words text-bad"}>
                {line.level === "info" ? "" : text.line(line.level)}
                {line.text}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
