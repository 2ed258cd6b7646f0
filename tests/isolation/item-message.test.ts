import fc from "fast-check";
import { expect, test } from "vitest";
import { readItemMessage } from "../../lib/isolation/item-message.ts";
import { SkillMessage } from "../../lib/isolation/protocol.ts";

const name = fc.constantFrom("score", "input_tokens", "toString", "x".repeat(64), "x".repeat(65), "");
const figure = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e12, -1e12, 1.1e12, -1, 0, -0, "1", null, [1]));
const values = fc.oneof(
  fc.dictionary(name, figure),
  fc.dictionary(name, fc.integer()),
  fc.constantFrom(null, [], 1, "x", {}),
);
const samples = fc.oneof(fc.dictionary(name, fc.array(figure)), values);
const text = fc.oneof(fc.string(), fc.constantFrom("é".repeat(500), "x".repeat(501), "x".repeat(2_001), null, 1));
const whole = fc.oneof(fc.nat(), fc.constantFrom(-1, 0.5, 2 ** 53, "1", null));
const message = fc.record(
  {
    type: fc.constantFrom("item", "item", "item", "log"),
    batchId: whole,
    index: whole,
    ok: fc.constantFrom<unknown>(true, false, true, 1, null),
    error: text,
    values,
    samples,
    outcome: text,
    more: fc.anything(),
  },
  { requiredKeys: ["type", "batchId", "index", "ok"] },
);

test("[D1] an item read by hand is the one that the schema reads, and the schema rejects no such item", () => {
  let readByHand = 0;
  fc.assert(
    fc.property(message, (given) => {
      const parsed: unknown = JSON.parse(JSON.stringify(given) ?? "null");
      const item = readItemMessage(parsed);
      const expected = SkillMessage.safeParse(parsed);
      if (item !== null) readByHand += 1;
      const isItem = expected.success && expected.data.type === "item";
      expect(item).toEqual(isItem ? expected.data : null);
    }),
    { numRuns: 3_000, seed: 11 },
  );
  expect(readByHand).toBeGreaterThan(20);
});
