"use client";
import { StandingWord } from "../parts/standing-word";
import { ShapeMark } from "../parts/shape-mark";
import { ScrollArea } from "../ui/scroll-area";
import { QualityButton } from "../results/quality-button";
import { FigureCards } from "./figure-cards";
import { formatCount, formatDuration, formatQuality, formatShare } from "@/lib/view/format/format";
import { selectStandings } from "@/lib/view/console/standing";
import type { RunResults } from "@/lib/core/run/results";
import type { RecordedJudge } from "@/lib/core/run/spec";
import type { RunState } from "@/lib/core/run/state";

const HEAD = [
  "Scenario",
  "Status",
  "Items done",
  "Failed items",
  "Active time",
  "Work per item",
  "Quality, target",
  "Attempt",
] as const;

/** The figures that stand: final ones once the run has ended, those so far before. */
export function FinalFigures({ state, results }: { state: RunState; results: RunResults }) {
  const standings = selectStandings(state);
  return (
    <section aria-labelledby="figures" className="flex flex-col gap-3">
      <h3 id="figures" className="sr-only">
        {state.results === null ? "Figures so far" : "Final figures"}
      </h3>
      <div className="md:hidden">
        <FigureCards results={results} standings={standings} spec={state.spec} />
      </div>
      <ScrollArea label="Figures by scenario" className="hidden md:block">
        <table className="w-full text-left text-[15px]">
          <thead className="text-sm text-muted">
            <tr className="border-b border-line">
              {HEAD.map((cell, i) => (
                <th
                  key={cell}
                  scope="col"
                  className={`py-2.5 pr-4 font-normal whitespace-nowrap ${i > 1 ? "text-right" : ""}`}
                >
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {results.scenarios.map((result, index) => {
              const standing = standings[index];
              const right = "py-3 pr-4 text-right whitespace-nowrap tabular-nums";
              return (
                <tr key={result.scenarioId} className="border-b border-line">
                  <th scope="row" className="py-3 pr-4 font-semibold">
                    <span className="flex items-center gap-2">
                      <ShapeMark index={index} className="size-3.5" />
                      {result.label}
                    </span>
                  </th>
                  <td className="py-3 pr-4 whitespace-nowrap">
                    {standing ? <StandingWord tone={standing.tone} word={standing.word} /> : result.status}
                  </td>
                  <td className={right}>
                    {formatCount(result.totals.itemsDone)} of {formatCount(result.items)}{" "}
                    <span className="text-muted">{formatShare(result.completionRate)}</span>
                  </td>
                  <td className={right}>{formatCount(result.totals.itemsFailed)}</td>
                  <td className={right}>{formatDuration(result.totals.elapsedMs)}</td>
                  <td className={right}>
                    {result.timePerItemMs === null ? "–" : formatDuration(result.timePerItemMs)}
                  </td>
                  <td className={right}>
                    <QualityButton
                      scenarioId={result.scenarioId}
                      label={result.label}
                      quality={result.totals.quality}
                    />{" "}
                    <span className="text-muted">
                      ≥ {formatQuality(state.spec.scenarios[index]?.targetQuality ?? null)}
                    </span>
                  </td>
                  <td className={right}>{result.attempt}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollArea>
      {results.timePerItemRatio ? <p>{results.timePerItemRatio.text}.</p> : null}
      <MetricTable state={state} />
    </section>
  );
}

/** Each functional metric by scenario, as the skill names it. */
function MetricTable({ state }: { state: RunState }) {
  const names = [...new Set(state.scenarios.flatMap((scenario) => Object.keys(scenario.totals.metrics)))];
  if (names.length === 0) return null;
  return (
    <details>
      <summary className="min-h-9 py-1.5 text-muted hover:text-text">Metrics by scenario</summary>
      <ScrollArea label="Metrics by scenario" className="pt-2">
        <table className="text-left text-[15px]">
          <thead className="text-sm text-muted">
            <tr className="border-b border-line">
              <th scope="col" className="py-2 pr-8 font-normal">
                Metric
              </th>
              {state.spec.scenarios.map((scenario) => (
                <th key={scenario.id} scope="col" className="py-2 pr-8 text-right font-normal">
                  {scenario.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name} className="border-b border-line">
                <th scope="row" className="py-2 pr-8 font-normal">
                  {name.replaceAll("_", " ")}
                </th>
                {state.scenarios.map((scenario) => (
                  <td key={scenario.id} className="py-2 pr-8 text-right tabular-nums">
                    {formatMetric(scenario.totals.metrics[name] ?? null)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <JudgeNote judge={state.spec.judge} unit={state.spec.unit.many} />
    </details>
  );
}

/** Whose judgement one of the metrics shows. */
function JudgeNote({ judge, unit }: { judge: RecordedJudge | null; unit: string }) {
  if (judge === null) return null;
  return (
    <p className="max-w-prose pt-3 text-sm text-muted">
      {judge.metricId.replaceAll("_", " ")}: how often the skill says what the judge said of the same {unit}. Judged by{" "}
      {judge.recordedBy}, recorded {judge.recordedAt}. Asked: “{judge.question}” It has {judge.answers} answers; {unit}{" "}
      without one do not count.
    </p>
  );
}

function formatMetric(value: number | null): string {
  if (value === null) return "–";
  return Math.abs(value) >= 100 ? formatCount(Math.round(value)) : String(Math.round(value * 1000) / 1000);
}
