import type { ReactNode } from "react";
import { QualityButton } from "../results/quality-button";
import { ShapeMark } from "../parts/shape-mark";
import { StandingWord } from "../parts/standing-word";
import { formatCount, formatDuration, formatQuality, formatShare } from "@/lib/view/format/format";
import type { Standing } from "@/lib/view/console/standing";
import type { RunResults } from "@/lib/core/run/results";
import type { RunSpec } from "@/lib/core/run/spec";

type FigureCardsProps = { results: RunResults; standings: readonly Standing[]; spec: RunSpec };

/** The figures for a narrow screen, a card a scenario, so that none of them hides beside the edge. */
export function FigureCards({ results, standings, spec }: FigureCardsProps) {
  return (
    <ul className="flex flex-col gap-3">
      {results.scenarios.map((result, index) => {
        const standing = standings[index];
        return (
          <li key={result.scenarioId} className="flex flex-col gap-3 rounded-2xl border border-line bg-panel p-4">
            <span className="flex items-center justify-between gap-3">
              <span className="flex items-center gap-2 font-semibold">
                <ShapeMark index={index} className="size-3.5" />
                {result.label}
              </span>
              {standing ? <StandingWord tone={standing.tone} word={standing.word} /> : null}
            </span>
            <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
              <Figure name={`${spec.unit.many} done`}>
                {formatCount(result.totals.itemsDone)} of {formatCount(result.items)}{" "}
                <span className="text-muted">{formatShare(result.completionRate)}</span>
              </Figure>
              <Figure name="quality">
                <QualityButton scenarioId={result.scenarioId} label={result.label} quality={result.totals.quality} />{" "}
                <span className="text-muted">target {formatQuality(spec.scenarios[index]?.targetQuality ?? null)}</span>
              </Figure>
              <Figure name={`work per ${spec.unit.one}`}>
                {result.timePerItemMs === null ? "–" : formatDuration(result.timePerItemMs)}
              </Figure>
              <Figure name="active time">{formatDuration(result.totals.elapsedMs)}</Figure>
              {result.totals.itemsFailed > 0 ? (
                <Figure name="failed">{formatCount(result.totals.itemsFailed)}</Figure>
              ) : null}
              {result.attempt > 1 ? <Figure name="attempt">{result.attempt}</Figure> : null}
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
