"use client";
import { ComposedChart, XAxis, YAxis } from "recharts";
import { useMemo } from "react";
import { formatTimeTick } from "@/lib/view/charts/axis-ticks";
import { formatCount } from "@/lib/view/format/format";
import type { GrowthModel } from "@/lib/view/growth/growth";
import { GrowthLayer } from "./growth-layer";
import { growthText } from "@/lib/view/text/charts";

/** Time by size: linear axes show the growth itself, logarithmic ones show the exponent as a slope. Fills its parent. */
export function GrowthChart({ model, fontPx }: { model: GrowthModel; fontPx: number }) {
  const { xAxis, yAxis, scale } = model;
  const corners = useMemo(
    () => [
      { items: xAxis.domain[0], ms: yAxis.domain[0] },
      { items: xAxis.domain[1], ms: yAxis.domain[1] },
    ],
    [xAxis, yAxis],
  );
  const tick = { fill: "var(--muted)", fontSize: fontPx };
  const letters = Math.max(4, model.curveLabel.length, model.linear.length > 0 ? growthText.ifLinear.length : 0);
  const margin = { top: fontPx * 1.7, right: fontPx * (0.8 + letters * 0.56), bottom: 0, left: 0 };
  return (
    <ComposedChart responsive data={corners} margin={margin} style={FILL} accessibilityLayer={false} aria-hidden="true">
      <XAxis
        dataKey="items"
        type="number"
        scale={scale}
        domain={[xAxis.domain[0], xAxis.domain[1]]}
        ticks={[...xAxis.ticks]}
        interval="preserveStartEnd"
        height={fontPx * 2}
        axisLine={{ stroke: "var(--line-strong)" }}
        tickLine={false}
        tick={tick}
        tickMargin={fontPx * 0.5}
        tickFormatter={formatCount}
        allowDataOverflow
      />
      <YAxis
        dataKey="ms"
        type="number"
        scale={scale}
        domain={[yAxis.domain[0], yAxis.domain[1]]}
        ticks={[...yAxis.ticks]}
        interval="preserveStartEnd"
        width={fontPx * 4}
        axisLine={false}
        tickLine={false}
        tick={tick}
        tickFormatter={formatTimeTick}
        padding={{ bottom: fontPx * 1.5, top: 0 }}
        allowDataOverflow
      />
      <GrowthLayer model={model} fontPx={fontPx} />
    </ComposedChart>
  );
}

const FILL = { width: "100%", height: "100%" };
