"use client";
import { useMemo, useState } from "react";
import { selectFreeCorner } from "@/lib/view/growth/corner";
import { selectExtrapolation, selectGrowth } from "@/lib/view/growth/growth";
import type { GrowthScale } from "@/lib/view/growth/model";
import { toGrowthTable } from "@/lib/view/growth/table";
import type { Extrapolation } from "@/lib/core/judgement/growth/extrapolate";
import type { RunResults } from "@/lib/core/run/results";
import type { RunSpec } from "@/lib/core/run/spec";
import { ChartFigure } from "../panels/chart-table";
import { LazyGrowthChart } from "../charts/lazy-charts";
import { buttonClass } from "../ui/button";
import { AdviceAbove, CornerAdvice } from "./growth-advice";
import { StatementView } from "./statement-view";
import { ToneIcon } from "./tone-icon";
import { growthText } from "@/lib/view/text/charts";
import { growthPanelText } from "@/lib/view/text/results";

type GrowthPanelProps = {
  results: RunResults;
  spec: RunSpec;
  fontPx: number;
  className?: string;
  bodyClassName?: string;
};

const MAX_ITEMS = 1_000_000_000;

/** How time grew with size, and the projected time at a size that the viewer enters. */
export function GrowthPanel({ results, spec, fontPx, className = "", bodyClassName = "" }: GrowthPanelProps) {
  const [scale, setScale] = useState<GrowthScale>("linear");
  const [typed, setTyped] = useState("");
  const items = toItems(typed);
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
          <SizeField spec={spec} typed={typed} onType={setTyped} largest={model.points.at(-1)?.items ?? 1} />
          <ScaleSwitch scale={scale} onChange={setScale} />
          <Answer typed={typed} asked={asked} />
        </div>
      ) : null}
    </section>
  );
}

type SizeFieldProps = { spec: RunSpec; typed: string; onType: (typed: string) => void; largest: number };

function SizeField({ spec, typed, onType, largest }: SizeFieldProps) {
  return (
    <label className="flex items-center gap-[0.5em]">
      <span className="text-muted">{growthPanelText.whatAbout}</span>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        aria-label={growthPanelText.sizeField(spec.unit.many)}
        value={typed}
        placeholder={String(largest * 10)}
        onChange={(event) => onType(event.target.value)}
        className="w-[7.5em] rounded-lg border border-line-strong bg-ground px-[0.5em] py-[0.2em] text-right tabular-nums placeholder:text-muted"
      />
      <span className="text-muted">{growthPanelText.units(spec.unit.many)}</span>
    </label>
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

function Answer({ typed, asked }: { typed: string; asked: Extrapolation | null }) {
  return (
    <p aria-live="polite" className="basis-full leading-snug empty:hidden">
      {asked !== null ? (
        <StatementView statement={asked.statement} />
      ) : typed.trim() === "" ? null : (
        <span className="text-muted">{growthPanelText.invalidSize}</span>
      )}
    </p>
  );
}

/** Accepts "10,000" and "10 000" too. */
function toItems(typed: string): number | null {
  const digits = typed.replaceAll(/[\s,_']/g, "");
  if (!/^\d{1,10}$/.test(digits)) return null;
  const items = Number(digits);
  return items >= 1 && items <= MAX_ITEMS ? items : null;
}
