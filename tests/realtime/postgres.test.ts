import { build } from "hdr-histogram-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withOneConnection } from "../../lib/store/connection/clients.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { logged, progressed } from "../support/spec.ts";
import { createSampleRun, joinAsPresenter, once, openTestWeb, type TestWeb } from "../support/test-web.ts";

let database: TestDatabase;
let writerStores: Stores;
let app: TestWeb;

beforeAll(async () => {
  database = await createTestDatabase();
  writerStores = await createStores({ databaseUrl: database.url });
  app = await openTestWeb({ stores: await createStores({ databaseUrl: database.url }) });
});
afterAll(async () => {
  await app.close();
  await writerStores.close();
  await database.drop();
});

test("[F1] a fact from another process reaches a page well within 500 ms with three running scenarios", async () => {
  const run = await createSampleRun({ stores: writerStores });
  await run.append(6);
  const client = app.connect({ cookie: await app.signIn() });
  await joinAsPresenter(client, run.runId);
  const sentMs = new Map<string, number>();
  const delays = build({ numberOfSignificantValueDigits: 3 });
  let received = 0;
  client.on("frame", ({ facts }) => {
    for (const fact of facts) {
      const at = fact.type === "scenario.logged" ? sentMs.get(fact.text) : undefined;
      if (at !== undefined) delays.recordValue(Math.max(1, Math.round(performance.now() - at)));
      received += at === undefined ? 0 : 1;
    }
  });
  for (let step = 0; step < 100; step += 1) {
    sentMs.set(`step ${step}`, performance.now());
    await run.appendEvents([
      progressed(step + 1, step, "simple"),
      progressed(step + 1, step, "medium"),
      logged(`step ${step}`, step),
    ]);
    await once(client, "frame");
  }
  await expect.poll(() => received).toBe(100);
  expect(delays.getValueAtPercentile(99)).toBeLessThan(500);
});

test("[F4] when every database connection breaks, the page receives the missing facts after the reconnect", async () => {
  const run = await createSampleRun({ stores: writerStores });
  await run.append(6);
  const client = app.connect({ cookie: await app.signIn() });
  await joinAsPresenter(client, run.runId);
  await withOneConnection(
    database.url,
    (sql) =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  const caughtUp = once(client, "frame", ({ facts }) =>
    facts.some((fact) => fact.type === "scenario.logged" && fact.text === "after the break"),
  );
  await expect
    .poll(
      () =>
        writerStores.ping().then(
          () => true,
          () => false,
        ),
      { timeout: 5_000 },
    )
    .toBe(true);
  await run.appendEvents([logged("after the break", 9)]);
  await caughtUp;
});
