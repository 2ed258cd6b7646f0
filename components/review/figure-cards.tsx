import type { ReactNode } from "react";
import { QualityButton } from "../results/quality-button";
import { ShapeMark } from "../parts/shape-mark";
import { StatusLabel } from "../parts/status-label";
import { formatCount, formatDuration, formatQuality, formatShare } from "@/lib/view/format/format";
import type { ScenarioSummary } from "@/lib/view/console/scenario-summary";
import { countItemsDone } from "@/lib/core/run/totals";
import type { RunResults } from "@/lib/core/run/results";
import type { RunSpec } from "@/lib/core/run/spec";
import { figuresText } from "@/lib/view/text/review";
import { sharedText } from "@/lib/view/text/shared";

type FigureCardsProps = { results: RunResults; summaries: readonly ScenarioSummary[]; spec: RunSpec };

/** The figures on a narrow screen, one card per scenario, so that none is cut off at the edge. */
export function FigureCards({ results, summaries, spec }: FigureCardsProps) {
  return (
    <ul className="flex flex-col gap-3">
      {results.scenarios.map((result, index) => {
        const summary = summaries[index];
        const done = countItemsDone(result);
        return (
          <li key={result.scenarioId} className="flex flex-col gap-3 rounded-2xl border border-line bg-panel p-4">
            <span className="flex items-center justify-between gap-3">
              <span className="flex items-center gap-2 font-semibold">
                <ShapeMark index={index} className="size-3.5" />
                {result.label}
              </span>
              {summary ? <StatusLabel tone={summary.tone} text={summary.status} /> : null}
            </span>
            <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
              <Figure name={figuresText.done(spec.unit.many)}>
                {figuresText.doneOf(formatCount(done), formatCount(result.items))}{" "}
                <span className="text-muted">{formatShare(done / result.items)}</span>
              </Figure>
              <Figure name={figuresText.quality}>
                <QualityButton scenarioId={result.scenarioId} label={result.label} quality={result.totals.quality} />{" "}
                <span className="text-muted">
                  {figuresText.target(formatQuality(spec.scenarios[index]?.targetQuality ?? null))}
                </span>
              </Figure>
              <Figure name={figuresText.timePer(spec.unit.one)}>
                {result.timePerItemMs === null ? sharedText.noValue : formatDuration(result.timePerItemMs)}
              </Figure>
              <Figure name={figuresText.activeTime}>{formatDuration(result.totals.elapsedMs)}</Figure>
              {result.totals.itemsFailed > 0 ? (
                <Figure name={figuresText.failed}>{formatCount(result.totals.itemsFailed)}</Figure>
              ) : null}
              {result.attempt > 1 ? <Figure name={figuresText.attempt}>{result.attempt}</Figure> : null}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}
