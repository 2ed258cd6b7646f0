"use client";
import { useMemo } from "react";
import { toQualityTable } from "@/lib/client/chart-tables";
import { selectQuality } from "@/lib/client/select-quality";
import type { RunState } from "@/lib/core/state";
import { ChartFigure } from "../charts/chart-table";
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
  return (
    <ChartFigure
      title="Quality by progress"
      table={() => toQualityTable(state)}
      toggle={toggle}
      className={className}
      bodyClassName={bodyClassName}
    >
      <LazyQualityChart model={model} fontPx={fontPx} />
    </ChartFigure>
  );
}
