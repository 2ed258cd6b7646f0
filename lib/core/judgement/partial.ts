import { createStatement, row } from "./text/statement.ts";
import { partialText } from "./text/closing-sentence.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Statement } from "../run/judgement.ts";
import { countSucceeded, isWhole } from "./figures.ts";

/** D10. What is missing from the figures; null when every scenario is whole. */
export function judgePartial({ scenarios, unit, isLive, capped }: JudgementInput): Statement | null {
  const missing = scenarios.filter((each) => !isWhole(each));
  if (missing.length === 0) return null;
  const nothing = missing.filter((each) => countSucceeded(each) === 0).map(({ label }) => label);
  const some = missing.filter((each) => countSucceeded(each) > 0);
  const parts = [
    ...some.map((scenario) => describeMissing(scenario, unit.many)),
    ...(nothing.length > 0 ? [partialText.nothing(nothing)] : []),
  ];
  const rows = missing.flatMap((scenario) => [
    row("finished without error", scenario.id, countSucceeded(scenario), "items"),
    row("requested", scenario.id, scenario.items, "items"),
  ]);
  const text = partialText.partial(capped ? "capped" : isLive ? "live" : "ended", parts);
  return createStatement("partial", "unsure", text, rows);
}

function describeMissing(scenario: ScenarioFigures, unit: string): string {
  const { label, items, run } = scenario;
  const succeeded = countSucceeded(scenario);
  if (succeeded < items) return partialText.some(label, succeeded, items, unit);
  return run?.status === "failed" ? partialText.failed(label, unit) : partialText.cancelled(label);
}
