import { expect, test } from "vitest";
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

test("[D1] a line that is not JSON is quoted in the error", () => {
  expect(readSkillMessage("hello")).toEqual({ ok: false, error: 'an invalid message: "hello"' });
});
