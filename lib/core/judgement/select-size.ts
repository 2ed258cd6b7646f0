import type { Growth } from "../run/judgement.ts";
import type { ScenarioRating } from "./rating.ts";
import type { SizeKind } from "./sizes/size-kind.ts";

/** An item is dearer from this multiple of the lowest time on, and beyond the noise. */
const DEARER = 1.25;
const NOISES = 2;

export type SelectedSize = {
  readonly chosen: ScenarioRating | null;
  /** larger sizes met their limits too, and were left because an item takes longer again */
  readonly isDearerBeyond: boolean;
};

/** The largest size without cons; where time per item falls and then rises clearly, the largest around the lowest. */
export function selectSize(
  ratings: readonly ScenarioRating[],
  { noise }: Pick<Growth, "noise">,
  kind: SizeKind,
): SelectedSize {
  const sound = ratings.filter(({ cons }) => cons.length === 0);
  const dearer = Math.max(DEARER, 1 + NOISES * (noise ?? 0));
  const costs = ratings.flatMap(({ scenario, relativeCost }) =>
    relativeCost === null ? [] : [{ items: scenario.items, relativeCost }],
  );
  const lowest = costs.find(({ relativeCost }) => relativeCost === 1);
  const isDearer = (relativeCost: number | null): boolean => relativeCost !== null && relativeCost >= dearer;
  const isDearerBelow = costs.some(
    ({ items, relativeCost }) => lowest !== undefined && items < lowest.items && isDearer(relativeCost),
  );
  const balanced =
    kind === "work" && isDearerBelow
      ? sound.filter(({ scenario, relativeCost }) => scenario.items <= (lowest?.items ?? 0) || !isDearer(relativeCost))
      : sound;
  const kept = balanced.length > 0 ? balanced : sound;
  return { chosen: selectLargest(kept), isDearerBeyond: kept.at(-1) !== sound.at(-1) };
}

/** Of equal sizes the one with the lowest time. */
function selectLargest(sound: readonly ScenarioRating[]): ScenarioRating | null {
  const largest = sound.filter(({ scenario }) => scenario.items === sound.at(-1)?.scenario.items);
  return largest.toSorted((one, other) => (one.relativeCost ?? Infinity) - (other.relativeCost ?? Infinity))[0] ?? null;
}
