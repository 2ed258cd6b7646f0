import { expect, test } from "vitest";
import { selectCaption } from "../../../lib/core/words/captions.ts";
import { playPaced } from "../support/paced-run.ts";
import { runSpec, scenarioSpec } from "../support/specs.ts";

const spec = runSpec({
  sync: "free-running",
  scenarios: [
    scenarioSpec("quick", 200, { options: { model: "small" } }),
    scenarioSpec("careful", 200, { options: {} }),
  ],
});
const captionOf = (slowness: number, untilMs: number) => {
  const itemMs = (id: string) => (id === "careful" ? 50 * slowness : 50);
  return selectCaption(playPaced({ spec, itemMs }, untilMs), untilMs);
};

test("[A14] while variants run the room reads what is compared, and who is faster so far", () => {
  expect(captionOf(2, 500)).toBe("2 variants of one skill do the same 200 mails, side by side.");
  expect(captionOf(2, 5_000)).toBe("So far a mail takes 50 ms in quick, and 100 ms in careful.");
  expect(captionOf(1, 5_000)).toBe("So far every variant takes about 50 ms for a mail.");
});
