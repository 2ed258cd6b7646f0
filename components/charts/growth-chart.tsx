"use client";
import { ComposedChart, XAxis, YAxis } from "recharts";
import { useMemo } from "react";
import { formatTimeTick } from "@/lib/view/charts/axis-ticks";
import { formatCount } from "@/lib/view/format/format";
import type { GrowthModel } from "@/lib/view/growth/model";
import { listEndTexts } from "@/lib/view/growth/end-texts";
import { GrowthLayer } from "./growth-layer";

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
  // a fixed cost stands on the axis; else low points have room for their names
  const hasFloor = model.fixedCost !== null && model.excluded.every(({ ms }) => ms !== null);
  const tick = { fill: "var(--muted)", fontSize: fontPx };
  // the unit stands at the end of its axis, beside the last tick
  const letters = Math.max(4, model.unit.length + 1, ...listEndTexts(model).map(({ letters: count }) => count));
  const margin = { top: fontPx * 1.7, right: fontPx * (1 + letters * 0.56), bottom: 0, left: 0 };
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
        padding={{ bottom: hasFloor ? 0 : fontPx * 1.5, top: 0 }}
        allowDataOverflow
      />
      <GrowthLayer model={model} fontPx={fontPx} />
    </ComposedChart>
  );
}

const FILL = { width: "100%", height: "100%" };
