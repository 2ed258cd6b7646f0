"use client";
import { StatusLabel } from "../parts/status-label";
import { ShapeMark } from "../parts/shape-mark";
import { ScrollArea } from "../ui/scroll-area";
import { LabelsNote } from "../results/labels-note";
import { QualityButton } from "../results/quality-button";
import { FigureCards } from "./figure-cards";
import { formatCount, formatDuration, formatQuality, formatShare } from "@/lib/view/format/format";
import { selectScenarioSummaries } from "@/lib/view/console/scenario-summary";
import { countItemsDone } from "@/lib/core/run/totals";
import type { RunResults } from "@/lib/core/run/results";
import type { RecordedJudge } from "@/lib/core/run/spec";
import type { RunState } from "@/lib/core/run/state";
import { selectMetricRows } from "@/lib/view/results/metrics";
import { figuresText } from "@/lib/view/text/review";
import { sharedText } from "@/lib/view/text/shared";

/** The final figures, or those so far while the run is in progress. */
export function FinalFigures({ state, results }: { state: RunState; results: RunResults }) {
  const summaries = selectScenarioSummaries(state);
  return (
    <section aria-labelledby="figures" className="long-list flex flex-col gap-3">
      <h3 id="figures" className="sr-only">
        {state.results === null ? figuresText.soFar : figuresText.final}
      </h3>
      <div className="md:hidden print:hidden">
        <FigureCards results={results} summaries={summaries} spec={state.spec} />
      </div>
      <ScrollArea label={figuresText.region} className="hidden md:block print:block">
        <table className="w-full text-left text-[15px]">
          <thead className="text-sm text-muted">
            <tr className="border-b border-line">
              {figuresText.head.map((cell, i) => (
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
              const summary = summaries[index];
              const done = countItemsDone(result);
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
                    {summary ? <StatusLabel tone={summary.tone} text={summary.status} /> : result.status}
                  </td>
                  <td className={right}>
                    {figuresText.doneOf(formatCount(done), formatCount(result.items))}{" "}
                    <span className="text-muted">{formatShare(done / result.items)}</span>
                  </td>
                  <td className={right}>{formatCount(result.totals.itemsFailed)}</td>
                  <td className={right}>{formatDuration(result.totals.elapsedMs)}</td>
                  <td className={right}>
                    {result.timePerItemMs === null ? sharedText.noValue : formatDuration(result.timePerItemMs)}
                  </td>
                  <td className={right}>
                    <QualityButton
                      scenarioId={result.scenarioId}
                      label={result.label}
                      quality={result.totals.quality}
                    />{" "}
                    <span className="text-muted">
                      {figuresText.atLeast(formatQuality(state.spec.scenarios[index]?.targetQuality ?? null))}
                    </span>
                  </td>
                  <td className={right}>{result.attempt}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollArea>
      <LabelsNote input={state.spec.input} />
      <MetricTable state={state} />
    </section>
  );
}

/** Each functional metric by scenario, under the skill's name for it. */
function MetricTable({ state }: { state: RunState }) {
  const rows = selectMetricRows(state);
  if (rows.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 pt-3">
      <h3 className="font-semibold">{figuresText.metrics}</h3>
      <ScrollArea label={figuresText.metrics}>
        <table className="text-left text-[15px]">
          <thead className="text-sm text-muted">
            <tr className="border-b border-line">
              <th scope="col" className="py-2 pr-8 font-normal">
                {figuresText.metric}
              </th>
              {state.spec.scenarios.map((scenario) => (
                <th key={scenario.id} scope="col" className="py-2 pr-8 text-right font-normal">
                  {scenario.label}
                </th>
              ))}
              <th scope="col" className="py-2 pr-8 text-right font-normal">
                {figuresText.metricTarget}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, label, values, target }) => (
              <tr key={id} className="border-b border-line">
                <th scope="row" className="py-2 pr-8 font-normal">
                  {label}
                </th>
                {values.map((value, at) => (
                  <td key={state.spec.scenarios[at]?.id ?? at} className="py-2 pr-8 text-right tabular-nums">
                    {value}
                  </td>
                ))}
                <td className="py-2 pr-8 text-right text-muted tabular-nums">{target}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      <JudgeNote judge={state.spec.judge} unit={state.spec.unit.many} />
    </div>
  );
}

/** Explains the metric that compares the skill with a recorded judge. */
function JudgeNote({ judge, unit }: { judge: RecordedJudge | null; unit: string }) {
  if (judge === null) return null;
  return (
    <p className="max-w-prose pt-3 text-sm text-muted">
      {figuresText.judge(judge.metricId.replaceAll("_", " "), unit)}{" "}
      {figuresText.judgedBy(judge.recordedBy, judge.recordedAt, judge.question)}{" "}
      {figuresText.judgeAnswers(formatCount(judge.answers), unit)}
    </p>
  );
}
