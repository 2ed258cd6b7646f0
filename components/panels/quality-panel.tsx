"use client";
import { useMemo } from "react";
import { toQualityTable } from "@/lib/view/charts/tables";
import { selectQuality } from "@/lib/view/charts/quality";
import { isEnded } from "@/lib/view/console/standing";
import type { RunState } from "@/lib/core/run/state";
import { ChartFigure } from "./chart-table";
import { LazyQualityChart } from "../charts/lazy-charts";

type QualityPanelProps = {
  state: RunState;
  fontPx: number;
  toggle: boolean;
  className?: string;
  bodyClassName?: string;
};

export function QualityPanel({ state, fontPx, toggle, className = "", bodyClassName = "h-full" }: QualityPanelProps) {
  const model = useMemo(() => selectQuality(state), [state]);
  const nothing = model.series.every(({ points }) => points.length === 0);
  return (
    <ChartFigure
      title="Quality by progress"
      table={() => toQualityTable(state)}
      toggle={toggle}
      className={className}
      bodyClassName={bodyClassName}
    >
      <div className="relative size-full">
        <LazyQualityChart model={model} fontPx={fontPx} />
        {nothing && isEnded(state) ? (
          <p className="absolute inset-0 grid place-items-center px-4 text-center text-muted">
            Nobody got far enough for a trend.
          </p>
        ) : null}
      </div>
    </ChartFigure>
  );
}
