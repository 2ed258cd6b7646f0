import type { ResultFigure } from "@/lib/view/room/result-figures";
import { keepUnits } from "@/lib/view/format/format";
import { resultPictureText as text } from "@/lib/view/text/results";

/** At most three figures, each with what it says. */
export function ResultFigures({ figures }: { figures: readonly ResultFigure[] }) {
  if (figures.length === 0) return null;
  return (
    <ul className="room-result-figures" aria-label={text.figures}>
      {figures.map(({ id, value, power, to, toPower, note, tone }) => (
        <li key={id} data-tone={tone ?? undefined}>
          <b data-long={value.length + (to?.length ?? 0) > 13 || undefined}>
            <Value value={value} power={power} />
            {to === null ? null : (
              <>
                <i>{text.arrow}</i>
                <Value value={to} power={toPower} />
              </>
            )}
          </b>
          <small>{keepUnits(note)}</small>
        </li>
      ))}
    </ul>
  );
}

function Value({ value, power }: { value: string; power: string | null }) {
  return (
    <span>
      {value}
      {power === null ? null : <sup>{power}</sup>}
    </span>
  );
}
