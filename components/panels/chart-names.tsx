import { scenarioLook } from "@/lib/view/format/scenario-look";
import { ShapeMark } from "../parts/shape-mark";

type ChartNamesProps = { series: readonly { readonly index: number; readonly label: string }[] };

/** The names of a chart's lines above it, where beside them they would take the chart's own width. */
export function ChartNames({ series }: ChartNamesProps) {
  return (
    <ul className="flex shrink-0 flex-wrap gap-x-4 gap-y-0.5 pb-1.5 text-[13px] font-semibold" aria-hidden="true">
      {series.map(({ index, label }) => (
        <li key={index} className="flex items-center gap-1.5" style={{ color: scenarioLook(index).ink }}>
          <ShapeMark index={index} className="size-2.5 shrink-0" />
          {label}
        </li>
      ))}
    </ul>
  );
}
