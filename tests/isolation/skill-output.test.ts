import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createOutputBudget } from "../../lib/isolation/host/output-budget.ts";
import { readSkillOutput } from "../../lib/isolation/host/skill-output.ts";
import type { SkillMessage } from "../../lib/isolation/protocol.ts";

const toLine = (index: number, names: readonly string[]) =>
  `${JSON.stringify({ type: "item", batchId: 1, index, ok: true, values: Object.fromEntries(names.map((name) => [name, 1])) })}\n`;

test("[D1] a worker that reports ever more names fails the items beyond its thousand, and only these", async () => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const messages: SkillMessage[] = [];
  const onMessage = (message: SkillMessage) => void messages.push(message);
  readSkillOutput({
    stdout,
    stderr,
    budget: createOutputBudget(),
    redact: null,
    onMessage,
    onErrorLine() {},
    onViolation() {},
  });
  for (let index = 0; index < 25; index++)
    stdout.write(
      toLine(
        index,
        Array.from({ length: 50 }, (_, n) => `v${index}_${n}`),
      ),
    );
  stdout.write(toLine(25, ["v0_0", "v19_49"]));
  await expect.poll(() => messages.length).toBe(26);
  const failed = messages.flatMap((each) => (each.type === "item" && !each.ok ? [[each.index, each.error]] : []));
  expect(failed).toEqual(
    [20, 21, 22, 23, 24].map((index) => [index, `It reported v${index}_0; a worker may use 1000 different names.`]),
  );
});
