import type { Growth } from "../../run/judgement.ts";
import type { Extrapolation } from "./extrapolate.ts";

/** Why a size has no answer. unmeasured: no two sizes to start from · unclear: it could be almost anything. */
export type WhatIfRefusal = "unmeasured" | "unclear" | "too-far";

/** Beyond this multiple of the largest size nothing is said. */
const MOST_REACH = 1_000;
/** Beyond this multiple of the largest size an unclear growth is a matter of distance. */
const FAR = 10;
/** An interval whose ends differ by more says too little. */
const MOST_SPREAD = 6;

/** B8. Whether the projected time at a size may be shown to a room; null: it may. */
export function refuseWhatIf(
  { times, excluded }: Pick<Growth, "times" | "excluded">,
  asked: Extrapolation | null,
): WhatIfRefusal | null {
  if (asked === null) return "unmeasured";
  const largest = Math.max(...times.map(({ items }) => items));
  const reach = asked.items / largest;
  if (reach > MOST_REACH) return "too-far";
  // a larger size that was measured contradicts the curve
  if (reach > 1 && excluded.some(({ reason, items }) => reason === "outlier" && items > largest)) return "unclear";
  if (asked.highMs <= MOST_SPREAD * asked.lowMs) return null;
  return reach > FAR ? "too-far" : "unclear";
}
