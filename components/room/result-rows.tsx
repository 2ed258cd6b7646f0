import type { CSSProperties } from "react";
import type { PageRow } from "@/lib/view/room/result-pages";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import { ShapeMark } from "../parts/shape-mark";

/** One bar a scenario, with its figure. */
export function ResultRows({ rows }: { rows: readonly PageRow[] }) {
  return (
    <ul className="room-result-rows" data-many={rows.length > 4 || undefined}>
      {rows.map(({ id, index, label, size, share, target, figure, note, tone }) => (
        <li key={id} style={index === null ? undefined : ({ "--lane": scenarioLook(index).color } as CSSProperties)}>
          <span className="room-result-who">
            {index === null ? <i /> : <ShapeMark index={index} className="room-shape" />}
            <b>{label}</b>
            <small>{size}</small>
          </span>
          {share === null ? (
            <span />
          ) : (
            <span className="room-reach-bar">
              <i style={{ width: `${(share * 100).toFixed(2)}%` }} />
              {target === null ? null : <u style={{ left: `${(target * 100).toFixed(2)}%` }} />}
            </span>
          )}
          <span className="room-result-figure" data-tone={tone}>
            <b>{figure}</b>
            <small>{note}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}
