import type { JudgementInput } from "../input.ts";
import type { Growth } from "../../run/judgement.ts";
import { bySize } from "../figures.ts";

/** Up to which load times hold. */
export type LoadLimit = {
  readonly holdsTo: number;
  readonly atMs: number;
  /** the largest load, if it is beyond: its time over the shortest */
  readonly most: { readonly items: number; readonly factor: number } | null;
};

/** The largest load up to which no time exceeds a multiple of the shortest; null without two loads. */
export function findLoadLimit(
  { scenarios }: Pick<JudgementInput, "scenarios">,
  { times }: Pick<Growth, "times">,
  mostRelative: number,
): LoadLimit | null {
  const counted = bySize(scenarios.filter(({ id }) => times.some(({ scenarioId }) => scenarioId === id)));
  const shortest = Math.min(...counted.map(({ workMs }) => workMs));
  const beyond = counted.findIndex(({ workMs }) => workMs > mostRelative * shortest);
  const held = beyond === -1 ? counted : counted.slice(0, beyond);
  const [last, most] = [held.at(-1), counted.at(-1)];
  if (counted.length < 2 || last === undefined || most === undefined) return null;
  const isBeyond = most.workMs > mostRelative * shortest;
  return {
    holdsTo: last.items,
    atMs: last.workMs,
    most: isBeyond ? { items: most.items, factor: most.workMs / shortest } : null,
  };
}
