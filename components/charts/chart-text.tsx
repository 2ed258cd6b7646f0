import type { ReactNode } from "react";
import type { PlacedText } from "@/lib/view/growth/labels";

const HALO = { stroke: "var(--ground)", strokeWidth: 5, paintOrder: "stroke" } as const;

type ChartTextProps = {
  place: PlacedText;
  color: string;
  fontPx: number;
  weight?: number;
  /** without a halo, on a plain ground */
  bare?: boolean;
  children?: ReactNode;
};

/** A text inside a chart; a halo keeps it readable across lines. */
export function ChartText({ place, color, fontPx, weight = 400, bare = false, children }: ChartTextProps) {
  return (
    <text
      x={place.x}
      y={place.y}
      textAnchor={place.anchor}
      style={{ fill: color, fontSize: fontPx, fontWeight: weight, ...(bare ? {} : HALO) }}
    >
      {children ?? place.text}
    </text>
  );
}
