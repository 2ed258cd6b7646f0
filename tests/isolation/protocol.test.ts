import { expect, test } from "vitest";
import { limitOwnItem, readItemMessage } from "../../lib/isolation/item-message.ts";
import { readSkillMessage } from "../../lib/isolation/protocol.ts";

const item = (more: string) => readSkillMessage(`{"type":"item","batchId":1,"index":4,"ok":true,${more}}`);

test.each([['"values":{"score":1e12,"loss":-1e12,"input_tokens":0}'], ['"samples":{"latencyMs":[1e12,-1e12,0]}']])(
  "[D10] %s is within the bounds",
  (more) => {
    expect(item(more).ok).toBe(true);
  },
);

test.each([
  ['"values":{"input_tokens":1e308}', "values.input_tokens (above 1000000000000)"],
  ['"values":{"score":-1.1e12}', "values.score (below -1000000000000)"],
  ['"values":{"score":1e999}', "values.score (no finite number)"],
  ['"values":{"score":null}', "values.score (no finite number)"],
  ['"values":{"output_tokens":-1}', "values.output_tokens (below 0)"],
  ['"samples":{"latencyMs":[1,1e13]}', "samples.latencyMs.1 (above 1000000000000)"],
])("[D10][J4] %s violates the protocol, and the message says where", (more, message) => {
  const read = item(more);
  expect(read.ok ? "" : read.error).toContain(`a message with a wrong ${message}`);
});

const named = (what: string, count: number, each: unknown) =>
  `"${what}":${JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`n${n}`, each])))}`;

test("[D1] an item with all that it may report counts", () => {
  expect(
    item(
      `${named("values", 64, 1)},${named(
        "samples",
        50,
        Array.from({ length: 100 }, () => 1),
      )}`,
    ),
  ).toMatchObject({
    value: { ok: true },
  });
});

test.each([
  [named("values", 65, 1), "It reported values with 65 names; an item may have 64."],
  [named("samples", 65, [1]), "It reported samples with 65 names; an item may have 64."],
  [
    named(
      "samples",
      51,
      Array.from({ length: 100 }, () => 1),
    ),
    "It reported 5100 samples; an item may have 5000.",
  ],
])("[D1] an item that reports more than is kept fails and says why", (more, error) => {
  expect(item(more)).toMatchObject({ ok: true, value: { ok: false, error, values: {}, samples: {} } });
});

test("[D1][J4] an item that fails for its many names keeps what it cost", () => {
  const values = JSON.stringify({
    ...JSON.parse(`{${named("values", 70, 1)}}`).values,
    input_tokens: 7,
    cost_usd: 0.5,
  });
  expect(item(`"values":${values}`)).toMatchObject({
    value: { ok: false, values: { input_tokens: 7, cost_usd: 0.5 } },
  });
});

test.each([
  [
    { input_tokens: 2e12, cost_usd: 3 },
    /reported 2000000000000 as input_tokens.*between -1000000000000 and 1000000000000/,
  ],
  [{ score: Number.NaN, cost_usd: 3 }, /reported NaN as score/],
  [{ output_tokens: -1, cost_usd: 3 }, /reported -1 as output_tokens; it cannot be below 0/],
])(
  "[J4] an item of ours with a wrong number %j fails alone, and what it sends is no wrong message",
  (values, error) => {
    const given = { type: "item", batchId: 1, index: 4, ok: true, values, samples: {}, outcome: "" } as const;
    const sent = limitOwnItem({ ...given, values: { ...values } });
    expect(sent).toMatchObject({ ok: false, error: expect.stringMatching(error), values: { cost_usd: 3 } });
    expect(readItemMessage(JSON.parse(JSON.stringify(sent)))).not.toBeNull();
  },
);

test("[D1] a line that is not JSON is quoted in the error", () => {
  expect(readSkillMessage("hello")).toEqual({ ok: false, error: 'an invalid message: "hello"' });
});
