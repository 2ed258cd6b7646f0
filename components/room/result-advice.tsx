import type { ResultAdvice } from "@/lib/view/room/result-advice";
import { keepUnits } from "@/lib/view/format/format";
import { scenarioLook } from "@/lib/view/format/scenario-look";

const LONG = 60;

/** Which size to use, in a line. */
export function ResultAdviceLine({ advice }: { advice: ResultAdvice }) {
  const { index, before, label, after, note } = advice;
  const length = before.length + label.length + after.length;
  return (
    <p className="room-result-advice" data-long={length > LONG || undefined}>
      <span>
        {before}
        {index === null ? null : <b style={{ color: scenarioLook(index).ink }}>{label}</b>}
        {keepUnits(after)}
      </span>
      {note === "" ? null : <small>{note}</small>}
    </p>
  );
}
