import { withVerb } from "../words.ts";
import type { JudgementInput } from "./judgement-input.ts";
import type { Statement } from "./judgement.ts";
import { isWhole } from "./order.ts";
import { row, say, wordCount } from "./wording.ts";

/** D10. What is missing of the figures; null when every item of every scenario is there. */
export function describePartial({ scenarios, unit, isLive, capped }: JudgementInput): Statement | null {
  const missing = scenarios.filter((each) => !isWhole(each));
  if (missing.length === 0) return null;
  const nothing = missing.filter(({ itemsDone }) => itemsDone === 0).map(({ label }) => label);
  const some = missing.filter(({ itemsDone }) => itemsDone > 0);
  const parts = [
    ...some.map(
      ({ label, itemsDone, items }) => `${label} has ${wordCount(itemsDone)} of ${wordCount(items)} ${unit.many}`,
    ),
    ...(nothing.length > 0 ? [`${withVerb(nothing, "has", "have")} none`] : []),
  ];
  const reason = capped ? "Partial, since the cap was reached" : isLive ? "So far" : "Partial results";
  const rows = missing.flatMap(({ id, itemsDone, items }) => [
    row("finished", id, itemsDone, "items"),
    row("asked for", id, items, "items"),
  ]);
  return say("partial", "unsure", `${reason}: ${parts.join(", ")}. Every figure is of what stands.`, rows);
}
