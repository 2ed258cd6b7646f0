import { row, say } from "./text/statement.ts";
import { withVerb } from "../words/names.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Statement } from "../run/judgement.ts";
import { countRight, isWhole } from "./figures.ts";
import { formatCount } from "../words/format.ts";

/** D10. What is missing of the figures; null when every scenario is whole. */
export function describePartial({ scenarios, unit, isLive, capped }: JudgementInput): Statement | null {
  const missing = scenarios.filter((each) => !isWhole(each));
  if (missing.length === 0) return null;
  const nothing = missing.filter((each) => countRight(each) === 0).map(({ label }) => label);
  const some = missing.filter((each) => countRight(each) > 0);
  const parts = [
    ...some.map((scenario) => describeMissing(scenario, unit.many)),
    ...(nothing.length > 0 ? [`${withVerb(nothing, "has", "have")} none`] : []),
  ];
  const reason = capped ? "Partial, since the cap was reached" : isLive ? "So far" : "Partial results";
  const rows = missing.flatMap((scenario) => [
    row("finished without error", scenario.id, countRight(scenario), "items"),
    row("asked for", scenario.id, scenario.items, "items"),
  ]);
  return say("partial", "unsure", `${reason}: ${parts.join(", ")}. Every figure is of what stands.`, rows);
}

function describeMissing(scenario: ScenarioFigures, many: string): string {
  const { label, items, run } = scenario;
  const right = countRight(scenario);
  if (right < items) return `${label} has ${formatCount(right)} of ${formatCount(items)} ${many}`;
  return run?.status === "failed" ? `${label} failed, some of its ${many} given up` : `${label} was cancelled`;
}
