"use client";
import { isRunOver } from "@/lib/core/run/run-status";
import { useDeferredValue, useMemo, useRef } from "react";
import { useBox } from "@/lib/client/hooks/use-box";
import { toQualityTable } from "@/lib/view/charts/tables";
import { labelRoom, selectQuality } from "@/lib/view/charts/quality";
import type { RunState } from "@/lib/core/run/state";
import { areNamesWide } from "@/lib/view/charts/label-layout";
import { ChartNames } from "./chart-names";
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
  // drawn after keys and texts, which must not wait for it
  const drawn = useDeferredValue(model);
  const place = useRef<HTMLDivElement>(null);
  const width = useBox(place)?.width ?? Number.POSITIVE_INFINITY;
  const isSnug = areNamesWide(labelRoom(model, fontPx), width);
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
      <div ref={place} className="relative flex size-full flex-col">
        {isSnug ? <ChartNames series={model.series} /> : null}
        <div className="min-h-0 flex-1">
          <LazyQualityChart model={drawn} fontPx={fontPx} isSnug={isSnug} />
        </div>
        {isEmpty && isRunOver(state.status) ? (
          <p className="absolute inset-0 grid place-items-center px-4 text-center text-muted">{qualityText.noTrend}</p>
        ) : null}
      </div>
    </ChartFigure>
  );
}
