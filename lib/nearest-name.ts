import { closest, distance } from "fastest-levenshtein";

/** Edits that a typing error may need; two letters in the wrong order are two. */
function countEdits({ length }: string): number {
  return length < 4 ? 1 : Math.max(2, Math.floor(length / 3));
}

/** The known name that was probably meant, whatever its case; null when none is near. */
export function findNearestName(name: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const lowered = known.map((each) => each.toLowerCase());
  const nearest = closest(name.toLowerCase(), lowered);
  return distance(name.toLowerCase(), nearest) <= countEdits(name) ? (known[lowered.indexOf(nearest)] ?? null) : null;
}
