"use client";
import { useMemo, useState } from "react";
import { selectFreeCorner } from "@/lib/view/growth/corner";
import { selectExtrapolation, selectGrowth } from "@/lib/view/growth/growth";
import type { GrowthScale } from "@/lib/view/growth/model";
import { toGrowthTable } from "@/lib/view/growth/table";
import type { Extrapolation } from "@/lib/core/judgement/growth/extrapolate";
import type { RunResults } from "@/lib/core/run/results";
import type { RunSpec } from "@/lib/core/run/spec";
import { ChartFigure, DataTable } from "../panels/chart-table";
import { LazyGrowthChart } from "../charts/lazy-charts";
import { buttonClass } from "../ui/button";
import { AdviceAbove, CornerAdvice } from "./growth-advice";
import { PageQuestion } from "./page-question";
import { StatementView } from "./statement-view";
import { ToneIcon } from "../parts/tone-icon";
import { growthText } from "@/lib/view/text/charts";
import { growthPanelText } from "@/lib/view/text/results";

type GrowthPanelProps = {
  results: RunResults;
  spec: RunSpec;
  fontPx: number;
  /** the size that the page asks about, in items; missing: the panel has its own field */
  asked?: number | null;
  className?: string;
  bodyClassName?: string;
};

/** How time grew with size, and the projected time at a size that the viewer asks about. */
export function GrowthPanel({
  results,
  spec,
  fontPx,
  asked: given,
  className = "",
  bodyClassName = "",
}: GrowthPanelProps) {
  const [scale, setScale] = useState<GrowthScale>("linear");
  const [own, setOwn] = useState<number | null>(null);
  const items = given === undefined ? own : given;
  const asked = useMemo(() => selectExtrapolation(results, spec, items), [results, spec, items]);
  const model = useMemo(() => selectGrowth(results, spec, { asked, scale }), [results, spec, asked, scale]);
  const { growth } = results.judgement;
  // elsewhere it is among the caveats below: here it takes the place of a curve's name
  const advice = growth.kind === "unclear" ? growth.advice : null;
  const corner = advice === null ? null : selectFreeCorner(model);
  return (
    <section aria-labelledby="growth" className={`flex min-w-0 flex-col ${className}`}>
      <h2 id="growth" className="sr-only">
        {growthText.heading}
      </h2>
      <p className="leading-snug">
        {growth.statement.tone === "neutral" ? null : (
          <span className="mr-[0.4em] inline-flex align-bottom">
            <ToneIcon tone={growth.statement.tone} />
          </span>
        )}
        <StatementView statement={growth.statement} />
        {growth.warnings.length === 0 ? null : " "}
        {growth.warnings.length === 0 ? null : (
          <a
            href="#caveats"
            className="no-print whitespace-nowrap text-hold underline decoration-dotted underline-offset-4"
          >
            {growthPanelText.warnings(growth.warnings.length)}
          </a>
        )}
      </p>
      {advice === null ? null : <AdviceAbove advice={advice} corner={corner} />}
      {model.points.length + model.excluded.length > 0 ? (
        <ChartFigure
          title={growthText.title}
          table={() => toGrowthTable(model, spec.unit)}
          toggle
          className="flex min-h-0 flex-1 flex-col"
          bodyClassName={`relative ${bodyClassName}`}
          paper={<DataTable data={toGrowthTable(model, spec.unit)} />}
        >
          {/* out of the flow: the drawn chart must not keep its panel from shrinking */}
          <div className="absolute inset-0">
            <LazyGrowthChart model={model} fontPx={fontPx} />
          </div>
          {advice !== null && corner !== null ? <CornerAdvice advice={advice} corner={corner} /> : null}
        </ChartFigure>
      ) : null}
      {model.points.length > 1 ? (
        <div className="no-print flex flex-wrap items-center gap-x-[0.6em] gap-y-2 pt-2">
          {given === undefined ? <PageQuestion spec={spec} asked={own} onAsk={setOwn} /> : null}
          <ScaleSwitch scale={scale} onChange={setScale} />
          <Answer asked={asked} />
        </div>
      ) : null}
    </section>
  );
}

function ScaleSwitch({ scale, onChange }: { scale: GrowthScale; onChange: (scale: GrowthScale) => void }) {
  return (
    <button
      type="button"
      aria-pressed={scale === "log"}
      onClick={() => onChange(scale === "log" ? "linear" : "log")}
      className={buttonClass({ tone: "ghost", size: "small" }, "ml-auto border border-line")}
    >
      {growthPanelText.logAxes}
    </button>
  );
}

function Answer({ asked }: { asked: Extrapolation | null }) {
  return (
    <p aria-live="polite" className="basis-full leading-snug empty:hidden">
      {asked === null ? null : <StatementView statement={asked.statement} />}
    </p>
  );
}
