import { afterEach, expect, test } from "vitest";
import { readPrompt, startModelService, type StandIn } from "./support/model-service.ts";
import { runModelSkill } from "./support/model-skill.ts";

let service: StandIn | null = null;
afterEach(async () => {
  await service?.close();
  service = null;
});

const ROWS = [
  { text: "one", label: "ham" },
  { text: "two", label: "ham" },
];

/** Answers ham to all, and judges what is right by the item, whatever is expected. */
async function startJudging(): Promise<StandIn> {
  service = await startModelService((asked) => {
    if (asked.body["model"] !== "strict") return { text: "ham" };
    const isRight = readPrompt(asked).includes("one");
    return {
      text: JSON.stringify({ verdict: isRight ? "right" : "wrong", score: isRight ? 0.9 : 0.2, reason: "it says so" }),
    };
  });
  return service;
}

function describeSkill(url: string, rest: string): string {
  return `
item: { columns: { text: {} } }
invoke: { kind: model, provider: openai-compatible, baseUrl: "${url}", model: small, prompt: "Sort: {{text}}" }
judge: { provider: openai-compatible, baseUrl: "${url}", model: strict, question: "Is the label right?", retries: 0 }
${rest}`;
}

test("[C6] a judge decides alone what is correct; its tokens count and are also stated apart", async () => {
  const { url, asked } = await startJudging();
  const yaml = describeSkill(url, "expect: { column: label, match: judge }");
  const { results } = await runModelSkill({ yaml, rows: ROWS });
  expect(results[0]?.values).toMatchObject({ compared: 1, correct: 1, judged: 1, judge_score: 0.9 });
  expect(results[0]?.values).toMatchObject({
    input_tokens: 40,
    output_tokens: 10,
    judge_input_tokens: 20,
    judge_output_tokens: 5,
  });
  expect(results[1]).toMatchObject({ ok: true, values: { correct: 0, judge_score: 0.2 } });
  expect(results[1]?.outcome).toBe("ham; wrong, .20: it says so");
  const judged = asked.filter(({ body }) => body["model"] === "strict").map(readPrompt);
  expect(judged[0]).toContain("<question>\nIs the label right?\n</question>");
  expect(judged[0]).toContain("<expected>\nham\n</expected>");
  expect(judged[0]).toContain("<result>\nham\n</result>");
});

test("[C6] beside a comparison, a judge is a second opinion whose disagreement is shown", async () => {
  const { url } = await startJudging();
  const { results } = await runModelSkill({ yaml: describeSkill(url, "expect: { column: label }"), rows: ROWS });
  expect(results.map(({ values }) => [values["correct"], values["judge_agrees"], values["judge_compared"]])).toEqual([
    [1, 1, 1],
    [1, 0, 1],
  ]);
  expect(results[1]?.outcome).toBe("ham; the judge says wrong, .20: it says so");
});

test("[C6] a judge that fails costs its judgement, not the result", async () => {
  service = await startModelService(({ body }) =>
    body["model"] === "strict" ? { status: 500, message: "away" } : { text: "ham" },
  );
  const yaml = describeSkill(service.url, "expect: { column: label, match: judge }");
  const { results, log } = await runModelSkill({ yaml, rows: ROWS });
  expect(results.map(({ ok, values }) => [ok, values["judge_failed"], values["compared"]])).toEqual([
    [true, 1, undefined],
    [true, 1, undefined],
  ]);
  expect(log[0]).toContain("The judge gave no judgement: The service at");
});
