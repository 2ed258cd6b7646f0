import { setImmediate as yieldToOthers } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { createLiveModel } from "../../../lib/skills/adapters/model/live-model.ts";
import { ModelService } from "../../../lib/skills/definition/invoke/model.ts";
import { startModelService, type Reply, type StandIn } from "./support/model-service.ts";

let service: StandIn | null = null;
afterEach(async () => {
  await service?.close();
  service = null;
});

const QUESTION = { model: "m", system: null, prompt: "p", schema: null, temperature: null, maxOutputTokens: null };
const CALL = { signal: new AbortController().signal, log: () => {}, addCost: () => {} };

/** A model whose waits take no time, but are noted and move its clock. */
const open = (reply: (number: number) => Reply, settings: object = {}) => openWith(reply, settings, Promise.resolve());

/** One whose waits last until they are released. */
async function openHeld(reply: (number: number) => Reply) {
  const gate = Promise.withResolvers<void>();
  return { ...(await openWith(reply, {}, gate.promise)), release: gate.resolve };
}

async function openWith(reply: (number: number) => Reply, settings: object, gate: Promise<void>) {
  service = await startModelService((_, number) => reply(number));
  const waits: number[] = [];
  let clockMs = 0;
  const wait = async (ms: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    waits.push(ms);
    const wakesAtMs = clockMs + ms;
    await gate;
    clockMs = Math.max(clockMs, wakesAtMs);
    await yieldToOthers();
  };
  const given = { provider: "openai-compatible", baseUrl: service.url, model: "m", ...settings };
  const ask = createLiveModel({
    service: ModelService.parse(given),
    key: null,
    timeLimitMs: 30_000,
    fetch: globalThis.fetch,
    wait,
    nowMs: () => clockMs,
    wallMs: () => Date.parse("2026-11-29T10:00:00Z") + clockMs,
    random: () => 0.5,
  });
  return { ask, waits, asked: service.asked };
}

describe("[M5] back-off", () => {
  test.each([
    [{ "retry-after": "7" }, 7_000],
    [{ "retry-after": "Sun, 29 Nov 2026 10:00:12 GMT" }, 12_000],
    [{ "retry-after-ms": "250" }, 375],
    [{ "retry-after": "0" }, 375],
  ])(
    "a refusal for a while is waited for as long as the service asks, and never without a back-off: %o",
    async (headers, ms) => {
      const { ask, waits } = await open((number) => (number === 1 ? { status: 429, headers } : { text: "x" }));
      expect(await ask(QUESTION, CALL)).toMatchObject({ result: "x", latencyMs: 0 });
      expect(waits).toEqual([ms]);
    },
  );

  test("without a time, waits double, half of them random", async () => {
    const { ask, waits } = await open((number) => (number < 4 ? { status: 503 } : { text: "x" }));
    await ask(QUESTION, CALL);
    expect(waits).toEqual([375, 750, 1_500]);
  });

  test.each(["31", "1000000000"])("no wait is longer than the item's time limit: %s s", async (seconds) => {
    const { ask, waits, asked } = await open(() => ({ status: 429, headers: { "retry-after": seconds } }));
    await expect(ask(QUESTION, CALL)).rejects.toThrow(
      new RegExp(`now \\(429\\). Lower concurrency .* in ${seconds}\\.0 s, after the item's time limit`),
    );
    expect([waits, asked.length]).toEqual([[], 1]);
  });

  test("a refusal holds the other requests of the worker, too", async () => {
    const { ask, waits, asked, release } = await openHeld((number) =>
      number === 1 ? { status: 429, headers: { "retry-after": "7" } } : { text: "x" },
    );
    const first = ask(QUESTION, CALL);
    await expect.poll(() => waits).toEqual([7_000]);
    const second = ask(QUESTION, CALL);
    await expect.poll(() => waits).toEqual([7_000, 7_000]);
    expect(asked).toHaveLength(1);
    release();
    expect(await Promise.all([first, second])).toMatchObject([{ result: "x" }, { result: "x" }]);
    expect(asked).toHaveLength(3);
  });
});

test("[M5] once the tokens of a minute are used, the next request waits for the next one", async () => {
  const { ask, waits } = await open(() => ({ text: "x" }), { tokensPerMinute: 40 });
  await ask(QUESTION, CALL);
  await ask(QUESTION, CALL);
  expect(waits).toEqual([]);
  const controller = new AbortController();
  const third = ask(QUESTION, { ...CALL, signal: controller.signal });
  await expect.poll(() => waits.length).toBeGreaterThan(0);
  controller.abort();
  await third.catch(() => {});
  expect(waits[0]).toBeGreaterThan(50_000);
});
