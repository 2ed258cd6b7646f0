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

/** The judgement of the figures with another growth, such as one that today's engine does not find yet. */
export function withGrowth(input: JudgementInput, growth: Partial<Growth>, headline: Statement): Judged {
  const judgement = judge(input);
  return { input, judgement: { ...judgement, headline, growth: { ...judgement.growth, ...growth } } };
}
