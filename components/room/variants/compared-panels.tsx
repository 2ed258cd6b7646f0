import type { CSSProperties } from "react";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import type { ComparedLane, ComparedPanel } from "@/lib/view/variants/comparison";
import { variantsText as text } from "@/lib/view/text/variants";
import { ShapeMark } from "../../parts/shape-mark";

/** Rows, titles included, from which they are set closer, and below which larger. */
const MANY = 9;
const FEW = 7;
/** From this many letters on, all names are smaller and have more width. */
const LONG_NAME = 14;

type PanelsProps = { panels: readonly ComparedPanel[]; lit?: string | null };

/** Each measure with its variants on one axis: a point, the interval that holds it, and who leads. */
export function ComparedPanels({ panels, lit = null }: PanelsProps) {
  const rows = panels.reduce((sum, { lanes }) => sum + lanes.length + 1, 0);
  return (
    <div
      className="room-compared"
      data-rows={rows > MANY ? "many" : rows < FEW ? "few" : undefined}
      data-names={panels.some(({ lanes }) => lanes.some(({ label }) => label.length > LONG_NAME)) ? "long" : undefined}
      aria-label={text.picture}
      role="group"
    >
      {panels.map(({ id, title, verdict, isClear, lanes }) => (
        <section key={id} aria-label={title}>
          <h3>
            {title}
            <em data-clear={isClear || undefined}>{verdict}</em>
          </h3>
          <ul>
            {lanes.map((lane) => (
              <Lane key={lane.id} lane={lane} isDim={lit !== null && lit !== lane.id} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Lane({ lane, isDim }: { lane: ComparedLane; isDim: boolean }) {
  const { index, label, figure, range, at, from, to, isLeader } = lane;
  const style = { "--lane": scenarioLook(index).color, "--at": at, "--from": from, "--to": to } as CSSProperties;
  return (
    <li style={style} data-leads={isLeader || undefined} data-dim={isDim || undefined}>
      <ShapeMark index={index} className="room-shape" />
      <b>{label}</b>
      <span className="room-compared-axis" aria-hidden>
        <i />
        <u />
      </span>
      <strong>
        {figure}
        <span className="sr-only">{` (${range})${isLeader ? `, ${text.leader}` : ""}`}</span>
      </strong>
    </li>
  );
}
