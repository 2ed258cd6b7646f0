"use client";
import { useMemo, useRef } from "react";
import { useBox } from "@/lib/client/hooks/use-box";
import type { RunResults } from "@/lib/core/run/results";
import type { RunSpec } from "@/lib/core/run/spec";
import { selectResultChart } from "@/lib/view/room/result-chart";
import { layoutResult } from "@/lib/view/room/result-layout";
import { selectGrowth } from "@/lib/view/growth/growth";
import { toGrowthTable } from "@/lib/view/growth/table";
import { resultPictureText as text } from "@/lib/view/text/results";
import { ChartFigure } from "../panels/chart-table";
import { useCanvas } from "./canvas";
import { ResultDrawing } from "./result-drawing";

type ChartProps = { results: RunResults; spec: RunSpec; whatIf: number | null; lit: string | null };

/** Letters of the chart, in units of the canvas: the smallest that a hall, or a hand, can read. The drawing is in tenths of a unit. */
const TENTHS = 10;
const FONTS = { wide: 2.7, square: 2.7, upright: 3.7, flat: 3.5 } as const;

/** The growth, drawn once from small to large. One drawing in units: it scales as a whole. */
export function ResultChart({ results, spec, whatIf, lit }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const { unit, shape } = useCanvas();
  const box = useBox(place);
  const chart = useMemo(() => selectResultChart(results, spec, whatIf), [results, spec, whatIf]);
  const scale = TENTHS / unit;
  const frame =
    box === null ? null : { width: box.width * scale, height: box.height * scale, font: FONTS[shape] * TENTHS };
  return (
    <ChartFigure
      title={text.chart}
      table={() => toGrowthTable(selectGrowth(results, spec, { asked: null, scale: "log" }), spec.unit)}
      toggle={false}
      bare
      className="room-figure room-result-chart"
    >
      <div ref={place}>
        {frame === null || frame.width < 100 || frame.height < 100 ? null : (
          <ResultDrawing chart={chart} layout={layoutResult(chart, frame)} frame={frame} lit={lit} />
        )}
      </div>
    </ChartFigure>
  );
}
