import { expect, test } from "vitest";
import { tooLittleText } from "../../../lib/core/judgement/text/evidence.ts";
import { productionText } from "../../../lib/core/judgement/text/recommendation.ts";

test("[B13] only a time of up to 1.5 times the fixed cost is hardly more than that", () => {
  const fixed = { value: 0.022, low: 0.01, high: 0.03 };
  expect(tooLittleText.fixedCost(0.03, fixed)).toBe("took 30 µs, hardly more than the fixed 22 µs, not judged");
  expect(tooLittleText.fixedCost(0.067, fixed)).toBe(
    "took 67 µs, and the fixed part is uncertain (10 µs to 30 µs), not judged",
  );
});

test("[I3] production says why a batch takes longer than its work", () => {
  const unit = { one: "mail", many: "mails" };
  const text = (aloneMs: number | null) =>
    productionText.capacity({ items: 100, responseTimeMs: 10_000, aloneMs }, 1, 10, unit);
  expect(text(3_700)).toBe(
    "In production: batches of 100, about 10 s each beside the other work on this machine (3.7 s of it work); one worker sustains 10 mails/s.",
  );
  expect(text(null)).toBe("In production: batches of 100, about 10 s each; one worker sustains 10 mails/s.");
});
