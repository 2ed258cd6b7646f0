import { judge } from "../../lib/core/judgement/judge.ts";
import type { JudgementInput, ScenarioFigures } from "../../lib/core/judgement/input.ts";
import type { Growth, Judgement, Statement } from "../../lib/core/run/judgement.ts";
import { createStatement } from "../../lib/core/judgement/text/statement.ts";
import { toFigures, toInput } from "../core/support/growth-series.ts";

export type Judged = { readonly judgement: Judgement; readonly input: JudgementInput };

/** Figures of sizes s1, s2, … as items and milliseconds, with a quality where given. */
export function measure(
  sizes: readonly (readonly [items: number, ms: number, quality?: number | null])[],
): JudgementInput {
  return toInput(
    sizes.map(([items, ms, quality], at): ScenarioFigures => ({
      ...toFigures(`s${at + 1}`, items, ms, [], quality ?? null),
      itemsFailed: null,
    })),
  );
}

export function judged(input: JudgementInput): Judged {
  return { input, judgement: judge(input) };
}

export function say(text: string, tone: Statement["tone"] = "neutral"): Statement {
  return createStatement("growth-class", tone, text);
}

/** What a growth shows only where a test gives it. */
const NO_FINDINGS = {
  power: null,
  holds: null,
  falling: null,
  exponential: null,
  fixedCost: null,
  clockStepMs: null,
  excluded: [],
  knee: null,
  warnings: [],
  advice: null,
} as const satisfies Partial<Growth>;

/** The judgement of the figures with this growth, whatever the engine finds. */
export function withGrowth(input: JudgementInput, growth: Partial<Growth>, headline: Statement): Judged {
  const judgement = judge(input);
  const measured = { times: listTimes(input), exponents: listExponents(input) };
  const given = { ...judgement.growth, ...NO_FINDINGS, ...measured, ...growth };
  return { input, judgement: { ...judgement, headline, growth: given } };
}

function listTimes({ scenarios }: JudgementInput): Growth["times"] {
  return scenarios.map(({ id, items, workMs }) => ({ scenarioId: id, items, timeMs: workMs }));
}

function listExponents({ scenarios }: JudgementInput): Growth["exponents"] {
  return scenarios.slice(1).flatMap((to, at) => {
    const from = scenarios[at];
    if (from === undefined) return [];
    const exponent = Math.log(to.workMs / from.workMs) / Math.log(to.items / from.items);
    return [{ fromScenarioId: from.id, toScenarioId: to.id, exponent }];
  });
}
