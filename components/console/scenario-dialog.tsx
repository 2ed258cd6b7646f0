"use client";
import { formatClock, formatCount, formatDuration, formatQuality, keepUnits } from "@/lib/view/format/format";
import type { Standing } from "@/lib/view/console/standing";
import { computePerItemMs } from "@/lib/core/judgement/growth/timed-scenario";
import { toFigures } from "@/lib/core/judgement/to-input";
import type { RunState } from "@/lib/core/run/state";
import { formatPercent } from "@/lib/core/words/names";
import { Dialog } from "../ui/dialog";
import { StandingWord } from "../parts/standing-word";

/** One scenario closely: its figures, what it said and what went wrong. */
export function ScenarioDialog({
  standing,
  state,
  onClose,
}: {
  standing: Standing | null;
  state: RunState;
  onClose: () => void;
}) {
  const scenario = state.scenarios.find((each) => each.id === standing?.id);
  const spec = state.spec.scenarios.find((each) => each.id === standing?.id);
  const perItemMs = scenario === undefined ? null : computePerItemMs(toFigures(state, scenario));
  return (
    <Dialog
      open={standing !== null}
      onOpenChange={(open) => !open && onClose()}
      title={standing ? `${standing.label}: log and errors` : "Scenario"}
      wide
    >
      {standing && scenario && spec ? (
        <>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
            <Figure name="status">
              <StandingWord tone={standing.tone} word={standing.word} />
            </Figure>
            <Figure name="done">
              {formatCount(standing.itemsDone)} of {formatCount(standing.items)} (
              {keepUnits(formatPercent(standing.percent))})
            </Figure>
            <Figure name="failed items">{formatCount(standing.itemsFailed)}</Figure>
            <Figure name="quality">
              {formatQuality(standing.quality)}{" "}
              <span className="text-muted">target {formatQuality(spec.targetQuality)}</span>
            </Figure>
            <Figure name="active time">
              {formatDuration(standing.elapsedMs)}{" "}
              <span className="text-muted">of {formatDuration(spec.timeBudgetMs)}</span>
            </Figure>
            <Figure name="work per item">{perItemMs === null ? "–" : formatDuration(perItemMs)}</Figure>
            <Figure name="memory">
              {standing.memoryMb === null ? "–" : `${Math.round(standing.memoryMb)} MB`}{" "}
              <span className="text-muted">of {formatCount(spec.memoryLimitMb)} MB</span>
            </Figure>
            <Figure name="workers, attempt">
              {standing.workers}, attempt {standing.attempt}
            </Figure>
          </dl>
          {scenario.failure ? (
            <p className="rounded-lg border-l-4 border-bad bg-bad-ground px-4 py-3 text-bad">
              {scenario.failure.message}
            </p>
          ) : null}
          {scenario.log.length === 0 ? (
            <p className="text-muted">It has said nothing, and nothing went wrong.</p>
          ) : (
            <ul className="flex flex-col gap-1 font-mono text-[13.5px]">
              {scenario.log.toReversed().map((line) => (
                <li key={line.seq} className="flex gap-4">
                  <span className="w-10 shrink-0 text-right text-muted tabular-nums">{formatClock(line.atMs)}</span>
                  <span className={line.level === "info" ? "min-w-0 break-words" : "min-w-0 break-words text-bad"}>
                    {line.level === "info" ? "" : `${line.level}: `}
                    {line.text}
                  </span>
                </li>
              ))}
            </ul>
          )}
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
