import type { Growth, Judgement } from "../run/judgement.ts";

/** What a judgement does not say when it was stored before these fields existed. */
const SILENT = {
  power: null,
  holds: null,
  falling: null,
  exponential: null,
  fixedCost: null,
  clockStepMs: null,
  excluded: [],
  advice: null,
} satisfies Partial<Growth>;

/** A stored judgement in today's shape: what it says stays, what it could not say is empty. */
export function completeJudgement(stored: Judgement): Judgement {
  const { growth } = stored;
  if (hasKind(growth)) return stored;
  return { ...stored, growth: { ...SILENT, ...growth, kind: toKind(growth) } };
}

function hasKind(growth: object): boolean {
  return "kind" in growth;
}

function toKind({ knee, growthClass }: Growth): Growth["kind"] {
  if (knee !== null) return "knee";
  return growthClass === null ? "unclear" : "class";
}
