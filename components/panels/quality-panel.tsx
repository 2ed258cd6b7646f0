"use client";
import { isRunOver } from "@/lib/core/run/run-status";
import { useMemo } from "react";
import { toQualityTable } from "@/lib/view/charts/tables";
import { selectQuality } from "@/lib/view/charts/quality";
import type { RunState } from "@/lib/core/run/state";
import { ChartFigure } from "./chart-table";
import { PAPER_FONT_PX, type ChartSize } from "../charts/chart-size";
import { LazyQualityChart } from "../charts/lazy-charts";
import { qualityText } from "@/lib/view/text/charts";

type QualityPanelProps = {
  state: RunState;
  fontPx: number;
  toggle: boolean;
  className?: string;
  bodyClassName?: string;
  /** its size on paper, in px */
  paper?: ChartSize;
};

export function QualityPanel({
  state,
  fontPx,
  toggle,
  className = "",
  bodyClassName = "h-full",
  paper,
}: QualityPanelProps) {
  const model = useMemo(() => selectQuality(state), [state]);
  const isEmpty = model.series.every(({ points }) => points.length === 0);
  return (
    <ChartFigure
      title={qualityText.title}
      table={() => toQualityTable(state)}
      toggle={toggle}
      className={className}
      bodyClassName={bodyClassName}
      {...(paper && !isEmpty ? { paper: <LazyQualityChart model={model} fontPx={PAPER_FONT_PX} size={paper} /> } : {})}
    >
      <div className="relative size-full">
        <LazyQualityChart model={model} fontPx={fontPx} />
        {isEmpty && isRunOver(state.status) ? (
          <p className="absolute inset-0 grid place-items-center px-4 text-center text-muted">{qualityText.noTrend}</p>
        ) : null}
      </div>
    </ChartFigure>
  );
}
