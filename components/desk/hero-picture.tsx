import { ShapeMark } from "../parts/shape-mark";

/** Lengths of the running spans of three scales, in per cent of the width. */
const ROWS = [
  [7, 5, 4],
  [16, 9, 7],
  [34, 19, 16],
] as const;
const GATES = [36, 56] as const;

/** A static illustration of a run. */
export function HeroPicture() {
  return (
    <div aria-hidden="true" className="relative flex flex-col gap-5 rounded-2xl border border-line bg-panel px-6 py-8">
      {ROWS.map((stretches, index) => (
        <div key={index} className="flex items-center gap-4">
          <ShapeMark index={index} className="size-4 shrink-0" />
          <div className="relative h-8 flex-1">
            <div className="hatched absolute inset-y-0 left-0" style={{ width: `${GATES[1]}%` }} />
            {stretches.map((width, i) => (
              <div
                key={i}
                className="absolute inset-y-0 rounded-sm"
                style={{
                  left: `${i === 0 ? 0 : GATES[i - 1]}%`,
                  width: `${width}%`,
                  background: `var(--scenario-${index + 1})`,
                }}
              />
            ))}
            {GATES.map((gate) => (
              <div key={gate} className="absolute -inset-y-3 w-0.5 bg-hold-line" style={{ left: `${gate}%` }} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
