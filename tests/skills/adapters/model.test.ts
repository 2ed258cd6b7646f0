import { afterEach, describe, expect, test } from "vitest";
import { readPrompt, startModelService, type Reply, type Asked, type StandIn } from "./support/model-service.ts";
import { runModelSkill } from "./support/model-skill.ts";

let service: StandIn | null = null;
afterEach(async () => {
  await service?.close();
  service = null;
});

async function start(reply: (asked: Asked, number: number) => Reply): Promise<StandIn> {
  service = await startModelService(reply);
  return service;
}

const PROVIDERS = ["openai-compatible", "anthropic"] as const;
/** What each service reports besides. */
const FURTHER_TOKENS = {
  "openai-compatible": { cached_input_tokens: 8, reasoning_tokens: 2 },
  anthropic: { cached_input_tokens: 0 },
};
const SECRETS = { SERVICE_KEY: "sk-1" };
const ROWS = [
  { text: "one", label: "ham" },
  { text: "two", label: "spam" },
];

function describeSkill(url: string, { provider = "openai-compatible", more = "", top = "" } = {}): string {
  return `
item: { columns: { text: {} } }
expect: { column: label }
secrets: [SERVICE_KEY]
invoke:
  kind: model
  provider: ${provider}
  baseUrl: ${url}
  apiKey: SERVICE_KEY
  model: small
  system: You sort mail.
  prompt: "Sort: {{text}}"
${more}
${top}`;
}

describe.each(PROVIDERS)("%s", (provider) => {
  test("[M5] a model answers each item, its answer is compared, and its tokens are counted", async () => {
    const { url, asked } = await start((each) => ({ text: readPrompt(each).includes("one") ? "ham" : "ham" }));
    const { results } = await runModelSkill({ yaml: describeSkill(url, { provider }), rows: ROWS, secrets: SECRETS });
    expect(results.map(({ ok, outcome }) => [ok, outcome])).toEqual([
      [true, "ham"],
      [true, "ham, expected spam"],
    ]);
    expect(results.map(({ values }) => values["correct"])).toEqual([1, 0]);
    expect(results[0]?.values).toMatchObject({ input_tokens: 20, output_tokens: 5, finish_stop: 1, answered: 1 });
    expect(results[0]?.values).toMatchObject(FURTHER_TOKENS[provider]);
    expect(results[0]?.samples["latency_ms"]).toHaveLength(1);
    const [first] = asked;
    expect(JSON.stringify(first?.body)).toContain("You sort mail.");
    expect(JSON.stringify(first?.body)).not.toContain("spam");
    expect(first?.headers[provider === "anthropic" ? "x-api-key" : "authorization"]).toContain("sk-1");
  });

  test.each([
    [401, "Check the secret SERVICE_KEY"],
    [404, "has no model small"],
    [400, "It says: it is malformed"],
  ])("[M5] status %i fails the item at once, and says what to do", async (status, text) => {
    const { url, asked } = await start(() => ({ status, message: "it is malformed" }));
    const { results } = await runModelSkill({
      yaml: describeSkill(url, { provider }),
      rows: ROWS.slice(0, 1),
      secrets: SECRETS,
    });
    expect(results[0]?.error).toContain(text);
    expect(results[0]?.values).toEqual({ failed: 1 });
    expect(asked).toHaveLength(1);
  });

  test("[M5] errors of the service are retried as often as asked, then reported", async () => {
    const { url, asked } = await start(() => ({
      status: 500,
      headers: { "retry-after-ms": "1" },
      message: "overloaded",
    }));
    const { results } = await runModelSkill({
      yaml: describeSkill(url, { provider, more: "  retries: 2" }),
      rows: ROWS.slice(0, 1),
      secrets: SECRETS,
    });
    expect(asked).toHaveLength(3);
    expect(results[0]?.error).toContain("failed (500, in 3 tries). It says: overloaded");
  });

  test("[M5] garbage in place of an answer fails the item readably", async () => {
    const { url } = await start(() => ({ garbage: "<html>It works!</html>" }));
    const { results } = await runModelSkill({
      yaml: describeSkill(url, { provider, more: "  retries: 0" }),
      rows: ROWS.slice(0, 1),
      secrets: SECRETS,
    });
    expect(results[0]?.error).toContain("cannot be read");
  });

  test("[M5] structured output is checked by its schema; one that does not fit fails its item and costs its tokens", async () => {
    const replies = ['{"label":"ham","sure":0.9}', '{"label":7}'];
    const { url } = await start((each) => ({ text: replies[readPrompt(each).includes("one") ? 0 : 1] ?? "" }));
    const more =
      "  output: { schema: { type: object, properties: { label: { type: string }, sure: { type: number } }, required: [label, sure] } }";
    const top = "result: { samples: { sure: sure } }";
    const { results } = await runModelSkill({
      yaml: describeSkill(url, { provider, more, top }),
      rows: ROWS,
      secrets: SECRETS,
    });
    expect(results[0]).toMatchObject({ ok: true, outcome: "ham", samples: { sure: [0.9] } });
    expect(results[1]?.error).toContain("does not fit the schema");
    expect(results[1]?.values).toMatchObject({ failed: 1, input_tokens: 20, output_tokens: 5 });
  });

  test("[M5] a slow answer ends at the item's time limit, and a cancelled batch at once", async () => {
    const { url } = await start(() => ({ text: "ham", delayMs: 20_000 }));
    const yaml = describeSkill(url, { provider, top: "limits: { itemTimeoutSeconds: 0.2 }" });
    const { results } = await runModelSkill({ yaml, rows: ROWS.slice(0, 1), secrets: SECRETS });
    expect(results[0]?.error).toBe("The service gave no answer within 0.2 s.");
    const signal = AbortSignal.timeout(100);
    const cancelled = runModelSkill({ yaml: describeSkill(url, { provider }), rows: ROWS, secrets: SECRETS, signal });
    await expect(cancelled).rejects.toThrow();
  });
});

test("[M5] a service that is not running is named with its address", async () => {
  const { url, close } = await startModelService(() => ({ text: "" }));
  await close();
  const yaml = describeSkill(url, { more: "  retries: 0" });
  const { results } = await runModelSkill({ yaml, rows: ROWS.slice(0, 1), secrets: SECRETS });
  expect(results[0]?.error).toContain(`The service at ${url} cannot be reached (ECONNREFUSED)`);
});

test("[M5] requests are spaced by the number per minute", async () => {
  const at: number[] = [];
  const { url } = await start(() => {
    at.push(performance.now());
    return { text: "ham" };
  });
  const yaml = describeSkill(url, { more: "  requestsPerMinute: 300" });
  const rows = [...ROWS, ...ROWS];
  const { results } = await runModelSkill({ yaml, rows, secrets: SECRETS });
  expect(results).toHaveLength(4);
  // 3 gaps of 200 ms, less what a timer may be early
  expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(500);
});

test("[M5] without a secret set, the skill does not open", async () => {
  await expect(runModelSkill({ yaml: describeSkill("http://127.0.0.1:9/v1"), rows: ROWS })).rejects.toThrow(
    "The secret SERVICE_KEY is not set.",
  );
});

test("[M5] a server on this machine is asked only if skill.yaml allows it", async () => {
  const { url, asked } = await start(() => ({ text: "ham" }));
  const run = (more: string) =>
    runModelSkill({
      yaml: describeSkill(url, { more }),
      rows: ROWS.slice(0, 1),
      secrets: SECRETS,
      isGuarded: true,
    });
  const refused = await run("");
  expect(refused.results[0]?.error).toContain(`add "${new URL(url).host}" to invoke.allow in skill.yaml`);
  expect(asked).toEqual([]);
  expect((await run(`  allow: ["${new URL(url).host}"]`)).results[0]).toMatchObject({ ok: true, outcome: "ham" });
});
