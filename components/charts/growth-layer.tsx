"use client";
import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import type { GrowthFrame } from "@/lib/view/growth/frame";
import { layoutGrowthLabels } from "@/lib/view/growth/labels";
import type { GrowthModel } from "@/lib/view/growth/model";
import { FixedCost, GrowthBand, GrowthLine, GrowthLines, KneeLine } from "./growth-lines";
import { AskedMark, BestMark, ExcludedMarks, PointMarks } from "./growth-marks";
import { AxisUnit, EndTexts, Exponents } from "./growth-texts";

/** The measured times, the growth through them, a line for comparison, and the size that the viewer entered. */
export function GrowthLayer({ model, fontPx }: { model: GrowthModel; fontPx: number }) {
  const plot = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (!plot || !xScale || !yScale || plot.width <= 0) return null;
  const frame: GrowthFrame = {
    x: (items) => xScale(items) ?? plot.x,
    y: (ms) => yScale(ms) ?? plot.y + plot.height,
    plot,
    fontPx,
  };
  const labels = layoutGrowthLabels(model, frame);
  return (
    <g>
      <clipPath id="growth-plot">
        <rect className="growth-drawn" x={plot.x} y={plot.y} width={plot.width} height={plot.height} />
      </clipPath>
      <FixedCost model={model} label={labels.fixedCost} frame={frame} />
      <GrowthBand model={model} frame={frame} />
      <KneeLine model={model} label={labels.knee} frame={frame} />
      <GrowthLine places={model.comparison?.places ?? []} frame={frame} look="comparison" />
      <GrowthLines model={model} frame={frame} />
      <AxisUnit unit={model.unit} frame={frame} />
      <EndTexts model={model} frame={frame} />
      <Exponents model={model} labels={labels} fontPx={fontPx} />
      <AskedMark model={model} frame={frame} />
      <ExcludedMarks model={model} labels={labels} frame={frame} />
      <PointMarks model={model} labels={labels} frame={frame} />
      <BestMark model={model} label={labels.best} frame={frame} />
    </g>
  );
}
