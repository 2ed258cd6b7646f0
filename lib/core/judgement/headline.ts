import type { JudgementInput } from "./judgement-input.ts";
import type { Judgement, Statement } from "./judgement.ts";
import { say } from "./wording.ts";

type Parts = Pick<Judgement, "growth" | "comparative" | "partial">;

/** The one sentence for the closing slide. */
export function describeHeadline({ scenarios }: JudgementInput, { growth, comparative, partial }: Parts): Statement {
  if (scenarios.every(({ itemsDone }) => itemsDone === 0))
    return say("headline", "unsure", "Nothing was finished: there is nothing to judge.");
  const scaling = comparative.find(({ id }) => id === "quality-scaling");
  const quality =
    scaling?.verdict === "pass"
      ? "quality holds"
      : scaling?.verdict === "fail"
        ? "quality drops"
        : "quality cannot be compared";
  const time = growth.growthClass === null ? "how time grows cannot be told" : `time grows like ${growth.growthClass}`;
  const text = `${capitalise(quality)}, ${time}${partial === null ? "" : ", of partial results"}.`;
  const rows = [...(scaling?.statement.rows ?? []), ...growth.statement.rows];
  return say("headline", scaling?.verdict === "fail" ? "bad" : "neutral", text, rows);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
