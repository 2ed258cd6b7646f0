import { roomText } from "../text/room.ts";
import type { RoomSpan, RoomTimeline } from "./lanes.ts";
import { shareOf } from "./place-words.ts";

/** Free space at both sides of a word, in letters. */
const PAD = 2;

/**
 * One stretch of each kind that is not work, the widest in the picture: its word explains the hatching of all. None where the
 * word does not fit, or where the block of a long hold has words itself. `plot` and `font`: units, as in place-words.ts.
 */
export function findNamedSpans(
  { lanes, blocks }: Pick<RoomTimeline, "lanes" | "blocks">,
  size: { readonly plot: number; readonly font: number },
): ReadonlySet<RoomSpan> {
  const spans = lanes.flatMap((lane) => lane.spans);
  const isFree = ({ from, to }: RoomSpan) => blocks.every((block) => to <= block.from || from >= block.to);
  const named = (["hold", "pause", "stall"] as const).flatMap((kind) => {
    const least = shareOf(`${roomText.stretches[kind]}${" ".repeat(PAD)}`, size);
    const fitting = spans.filter((span) => span.kind === kind && span.to - span.from >= least && isFree(span));
    return fitting.toSorted((one, other) => other.to - other.from - (one.to - one.from))[0] ?? [];
  });
  return new Set(named);
}
