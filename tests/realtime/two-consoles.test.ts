import { afterEach, beforeEach, expect, test } from "vitest";
import { createRateLimits } from "../../lib/access/rate-limits.ts";
import type { CommandReply } from "../../lib/realtime/protocol/protocol.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { BenchRun } from "../core/support/bench-run.ts";
import { runSpec, scenarioSpec } from "../core/support/specs.ts";
import { createSampleRun, joinAsPresenter, openTestWeb, type Client, type TestWeb } from "../support/test-web.ts";

const CLICKS = 500;
const GATES = [30, 50, 70, 90];

let app: TestWeb;
let run: Awaited<ReturnType<typeof createSampleRun>>;

beforeEach(async () => {
  const stores = createMemoryStores();
  // the limit of messages a second has tests of its own
  app = await openTestWeb({ stores, limits: { ...createRateLimits(), takeMessage: async () => "ok" } });
  const stage = await stores.stages.ensureDefault({ id: "stage_1", newCode: () => "K7MPRD" });
  run = await createSampleRun(app);
  await run.append(8);
  await stores.stages.setRun(stage.id, run.runId);
});
afterEach(() => app.close());

async function openConsole(): Promise<Client> {
  const client = app.connect({ cookie: await app.signIn() });
  expect(await joinAsPresenter(client, run.runId)).toMatchObject({ ok: true });
  return client;
}

type Click = { readonly console: string; readonly id: string; readonly percent: number; readonly reply: CommandReply };

const takeOver = (client: Client) =>
  client.timeout(30_000).emitWithAck("direct", { act: { type: "drive", confirmed: true } });

/** Every third click is sent twice, as a page does that has heard no answer; between the clicks it takes over again and again. */
async function clickOften(client: Client, console: string): Promise<Click[]> {
  const clicks = Array.from({ length: CLICKS }, (_, i) => {
    const id = `${console}-${i % 3 === 2 ? i - 1 : i}`;
    const percent = GATES[Math.floor((Math.floor(i / 3) * 3 * GATES.length) / CLICKS)] ?? 90;
    return { console, id, percent };
  });
  return Promise.all(
    clicks.map(async (click, i) => {
      if (i % 100 === 50) void takeOver(client);
      const request = { runId: run.runId, id: click.id, type: "advance", percent: click.percent } as const;
      return { ...click, reply: await client.timeout(30_000).emitWithAck("command", request) };
    }),
  );
}

test("[G4] [A13] two consoles fight over Advance with 500 clicks each: nothing advances twice, no click is lost, one drives", async () => {
  const [one, two] = [await openConsole(), await openConsole()];
  const drivers: (string | undefined)[] = [];
  one.on("programme", (programme) => drivers.push("driver" in programme ? programme.driver?.id : undefined));
  const [first, second] = await Promise.all([clickOften(one, "one"), clickOften(two, "two")]);
  await takeOver(two);

  const clicks = [...first, ...second];
  const taken = new Set(clicks.flatMap(({ id, reply }) => (reply.ok ? [id] : [])));
  const refused = clicks.flatMap(({ id, reply }) => (reply.ok ? [] : [[id, reply.error.code] as const]));
  expect(clicks).toHaveLength(2 * CLICKS);
  expect(new Set(refused.map(([, code]) => code))).toEqual(new Set(["not-driving"]));
  // none lost, none twice: the inbox holds each click that was answered with yes once, and nothing else
  const pending = await app.stores.commands.pending(run.runId);
  expect(pending.map(({ id }) => id).toSorted()).toEqual([...taken].toSorted());
  expect(taken.size).toBeGreaterThan(0);

  // one drives: the wheel changes as often as it was taken over, and the other one is refused
  expect(new Set(drivers).size).toBeLessThanOrEqual(2);
  const pause = { runId: run.runId, id: "last", type: "pause" } as const;
  const last = await Promise.all([one, two].map((client) => client.timeout(5_000).emitWithAck("command", pause)));
  expect(last.map(({ ok }) => ok)).toEqual([false, true]);

  // no double advance: the run takes the clicks in the order of the inbox
  const scenarios = [scenarioSpec("small", 100, { batchSize: 10 }), scenarioSpec("large", 200, { batchSize: 10 })];
  const bench = new BenchRun(runSpec({ scenarios, milestones: GATES })).start();
  for (const { id, percent } of pending) bench.command({ id, type: "advance", percent, force: true });
  const released = bench.factsOf("milestone.released").map(({ percent }) => percent);
  expect(released).toEqual([...new Set(released)]);
  expect(released.length).toBeLessThanOrEqual(GATES.length);
  expect(released[0]).toBe(pending.length === 0 ? undefined : 30);
});
