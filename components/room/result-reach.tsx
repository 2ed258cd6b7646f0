import type { CSSProperties } from "react";
import type { Diagnosis } from "@/lib/core/run/judgement";
import { keepUnits } from "@/lib/view/format/format";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import type { Reached } from "@/lib/view/room/result-reach";
import { resultPictureText as text } from "@/lib/view/text/results";
import { ShapeMark } from "../parts/shape-mark";

/** How far each scenario got, where there is no growth to show. */
export function ResultReach({ reached }: { reached: readonly Reached[] }) {
  return (
    <div className="room-reach">
      <ul aria-label={text.reach} data-many={reached.length > 3 || undefined}>
        {reached.map(({ id, index, label, share, status, figure, word }) => (
          <li key={id} style={{ "--lane": scenarioLook(index).color } as CSSProperties}>
            <ShapeMark index={index} className="room-shape" />
            <b>{label}</b>
            <span>{figure}</span>
            <em data-tone={status === "failed" ? "bad" : "hold"}>{word}</em>
            <div className="room-reach-bar" data-failed={status === "failed" || undefined}>
              <i style={{ width: `${(share * 100).toFixed(2)}%` }} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What went wrong, and its likeliest cause. */
export function ResultCause({ diagnosis }: { diagnosis: Diagnosis }) {
  const [cause] = diagnosis.causes;
  return (
    <div className="room-result-cause">
      <p>{keepUnits(diagnosis.statement.text)}</p>
      {cause === undefined ? null : <p>{keepUnits(cause.text)}</p>}
    </div>
  );
}
