import type { JudgementInput } from "../../../../lib/core/judgement/input.ts";
import type { ExcludedSize, Growth, GrowthClass } from "../../../../lib/core/run/judgement.ts";
import { toFigures, toInput } from "../growth-series.ts";
import type { RivalAnswer } from "./rivals.ts";
import { overlaps, type Score } from "./score.ts";

/** An answer that is right for a case. */
export type RightAnswer =
  | { readonly kind: "class"; readonly growthClass: GrowthClass }
  /** the interval overlaps these bounds, and its value lies between them */
  | { readonly kind: "power" | "exponential"; readonly low: number; readonly high: number }
  | { readonly kind: "falling"; readonly bestIds: readonly string[]; readonly stops: boolean | null }
  | { readonly kind: "knee"; readonly scenarioIds: readonly string[] }
  | { readonly kind: "unclear" };

/** Figures of a kind that people have, and what may be said of them. Ids are s1, s2 … in the order of the rows. */
export type GrowthCase = {
  readonly name: string;
  readonly rows: readonly (readonly [items: number, ms: number])[];
  /** failed items of each row; none without */
  readonly failed?: readonly number[];
  readonly unit?: JudgementInput["unit"];
  readonly right: readonly RightAnswer[];
  /** the sizes that do not count; null: not decided by this case */
  readonly excluded: readonly { readonly id: string; readonly reason: ExcludedSize["reason"] }[] | null;
  readonly clockStepMs?: number;
  /** bounds of the fixed cost's value */
  readonly fixedMs?: readonly [low: number, high: number];
};

export const isClass = (growthClass: GrowthClass): RightAnswer => ({ kind: "class", growthClass });
export const isPower = (low: number, high: number): RightAnswer => ({ kind: "power", low, high });
export const isExponential = (low: number, high: number): RightAnswer => ({ kind: "exponential", low, high });
export const isFalling = (bestIds: readonly string[], stops: boolean | null): RightAnswer => ({
  kind: "falling",
  bestIds,
  stops,
});
export const isUnclear: RightAnswer = { kind: "unclear" };
export const THREADS = { one: "thread", many: "threads" };

export function toCaseInput({ rows, failed, unit }: GrowthCase): JudgementInput {
  const scenarios = rows.map(([items, ms], i) => ({
    ...toFigures(`s${i + 1}`, items, ms),
    itemsFailed: failed?.[i] ?? 0,
  }));
  return toInput(scenarios, unit === undefined ? {} : { unit });
}

/** Whether the judgement is one of the right answers of its case. */
export function isRightAnswer(growth: Growth, { right }: Pick<GrowthCase, "right">): boolean {
  return right.some((answer) => matches(growth, answer));
}

function matches(growth: Growth, answer: RightAnswer): boolean {
  const { kind, growthClass, power, exponential, falling, knee } = growth;
  if (kind !== answer.kind || (knee !== null) !== (answer.kind === "knee")) return false;
  switch (answer.kind) {
    case "class":
      return growthClass === answer.growthClass;
    case "power":
      return growthClass === null && isWithin(power, answer);
    case "exponential":
      return growthClass === null && isWithin(exponential, answer);
    case "falling":
      return (
        growthClass === null &&
        falling !== null &&
        answer.bestIds.includes(falling.bestScenarioId) &&
        (answer.stops === null || falling.stops === answer.stops)
      );
    case "knee":
      return knee !== null && answer.scenarioIds.includes(knee.scenarioId);
    case "unclear":
      return growthClass === null;
  }
}

function isWithin(interval: Growth["power"], bounds: { readonly low: number; readonly high: number }): boolean {
  return (
    interval !== null && overlaps(interval, bounds) && interval.value >= bounds.low && interval.value <= bounds.high
  );
}

/** Ours: withheld when nothing is claimed and something could be. */
export function scoreCase(growth: Growth, each: GrowthCase): Score {
  if (isRightAnswer(growth, each)) return "right";
  return growth.kind === "unclear" && growth.growthClass === null && growth.knee === null ? "withheld" : "wrong";
}

/** A rule that never doubts. */
export function scoreRivalCase({ growthClass, power }: RivalAnswer, { right }: GrowthCase): Score {
  const isRight = right.some((answer) => {
    if (answer.kind === "class") return growthClass === answer.growthClass;
    if (answer.kind === "power") return power >= answer.low && power <= answer.high;
    return answer.kind === "falling" && power < 0;
  });
  return isRight ? "right" : "wrong";
}
