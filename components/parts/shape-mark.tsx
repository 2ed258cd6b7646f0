import { scenarioLook, type ScenarioShape } from "@/lib/view/format/scenario-look";

const PATHS: { readonly [shape in ScenarioShape]: string } = {
  circle: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18Z",
  square: "M4.5 4.5h15v15h-15Z",
  triangle: "M12 3.2L21.6 20.2H2.4Z",
  diamond: "M12 1.8L22.2 12L12 22.2L1.8 12Z",
  cross: "M8.6 2.6h6.8v6h6v6.8h-6v6H8.6v-6h-6V8.6h6Z",
  pentagon: "M12 2.2L22 9.6L18.2 21.2H5.8L2 9.6Z",
};

/** The shape of a scenario, inside text. */
export function ShapeMark({ index, className }: { index: number; className?: string }) {
  const { shape, color } = scenarioLook(index);
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className ?? "size-5 shrink-0"}>
      <path d={PATHS[shape]} style={{ fill: color }} />
    </svg>
  );
}

type ChartMarkProps = { index: number; x: number; y: number; size: number; hollow?: boolean };

/** The same shape inside a chart, centred on (x, y), `size` pixels wide; hollow when projected. */
export function ChartMark({ index, x, y, size, hollow = false }: ChartMarkProps) {
  const { shape, color } = scenarioLook(index);
  const scale = size / 24;
  const style = hollow
    ? { fill: "var(--ground)", stroke: color, strokeWidth: 2 / scale }
    : { fill: color, stroke: "var(--ground)", strokeWidth: 2.5 / scale / 2, paintOrder: "stroke" };
  return (
    <path d={PATHS[shape]} transform={`translate(${x - size / 2} ${y - size / 2}) scale(${scale})`} style={style} />
  );
}
