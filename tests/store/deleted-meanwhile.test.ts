import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { OperationContext } from "../../lib/operations/context.ts";
import { sendCommand } from "../../lib/operations/runs/send-command.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { setStageRun } from "../../lib/operations/stage/set-stage-run.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import { createTestDatabase } from "../support/database.ts";
import { createSampleRun, openTestWeb, type TestWeb } from "../support/test-web.ts";

const database = await createTestDatabase();
afterAll(() => database.drop());

let stores: Stores;
let app: TestWeb;
let presenter: OperationContext;
beforeEach(async () => {
  stores = await createStores({ databaseUrl: database.url });
  app = await openTestWeb({ stores });
  presenter = createOperationContext(app.web.services, { role: "presenter", name: "test" });
});
afterEach(async () => {
  await app.close();
  await stores.close();
});

/** A presenter whose run is deleted by somebody else as soon as it has been found. */
function whereRunGoes(): OperationContext {
  const get: OperationContext["runs"]["get"] = async (runId) => {
    const found = await stores.runs.get(runId);
    await stores.runs.remove(runId);
    return found;
  };
  return { ...presenter, runs: { ...stores.runs, get } };
}

test.each([
  ["a retry", (ctx: OperationContext, id: string) => sendCommand(ctx, id, { id: "click", type: "retry" })],
  ["a cancel", (ctx: OperationContext, id: string) => sendCommand(ctx, id, { id: "click", type: "cancel" })],
  ["the stage", (ctx: OperationContext, id: string) => setStageRun(ctx, id)],
])("[D4][O4] %s for a run that is deleted at the same moment is answered as an unknown run", async (_, ask) => {
  const run = await createSampleRun(app);
  await run.append(run.total);
  await stores.ownership.release(run.claim);
  expect(await ask(whereRunGoes(), run.runId)).toEqual({
    ok: false,
    error: { code: "not-found", message: "No such run." },
  });
  expect(await stores.runs.get(run.runId)).toBeNull();
});
