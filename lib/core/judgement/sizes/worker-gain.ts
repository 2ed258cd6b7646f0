import type { JudgementInput } from "../input.ts";
import type { Growth } from "../../run/judgement.ts";

export type SizedTime = { readonly items: number; readonly timeMs: number };

/** What more workers bring. */
export type WorkerGain = {
  readonly fewest: SizedTime;
  /** the fewest that are as fast as any */
  readonly best: SizedTime;
  /** the slowest of more workers than the best, if they clearly take longer */
  readonly loss: SizedTime | null;
  /** whether more workers were measured than the best */
  readonly isPeak: boolean;
};

/** A time within this share of the shortest is as fast; a greater time is a loss from this share on, and beyond the noise. */
const AS_FAST = 1.05;
const LEAST_LOSS = 1.1;
const NOISES = 2;

/** The gain of more workers, by the measured times; outliers too, since a size that thrashes is one. Null without two sizes. */
export function findWorkerGain({ scenarios }: Pick<JudgementInput, "scenarios">, growth: Growth): WorkerGain | null {
  const counted = joinEqual(growth.times);
  const outliers = growth.excluded.flatMap(({ reason, scenarioId, items }): readonly SizedTime[] => {
    const timeMs = scenarios.find(({ id }) => id === scenarioId)?.workMs ?? 0;
    return reason === "outlier" && timeMs > 0 ? [{ items, timeMs }] : [];
  });
  const [fewest] = counted;
  const shortest = Math.min(...counted.map(({ timeMs }) => timeMs));
  const best = counted.find(({ timeMs }) => timeMs <= shortest * AS_FAST);
  if (fewest === undefined || best === undefined || counted.length + outliers.length < 2) return null;
  const more = [...counted, ...outliers].filter(({ items }) => items > best.items);
  const [slowest] = more.toSorted((one, other) => other.timeMs - one.timeMs);
  const least = Math.max(LEAST_LOSS, 1 + NOISES * (growth.noise ?? 0));
  const isLoss = slowest !== undefined && slowest.timeMs >= least * best.timeMs;
  return { fewest, best, loss: isLoss ? slowest : null, isPeak: more.length > 0 };
}

/** Equal sizes are repeats: their geometric mean, ascending. */
function joinEqual(times: Growth["times"]): readonly SizedTime[] {
  return [...Map.groupBy(times, ({ items }) => items)]
    .map(([items, group]) => ({
      items,
      timeMs: Math.exp(group.reduce((sum, { timeMs }) => sum + Math.log(timeMs), 0) / group.length),
    }))
    .toSorted((one, other) => one.items - other.items);
}
