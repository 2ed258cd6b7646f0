import { afterEach, beforeEach, expect, test } from "vitest";
import type { CommandReply } from "../../lib/realtime/protocol/protocol.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { createRateLimits } from "../../lib/access/rate-limits.ts";
import { createSampleRun, joinAsPresenter, openTestWeb, type Client, type TestWeb } from "../support/test-web.ts";

const CLICKS = 500;

let app: TestWeb;
let run: Awaited<ReturnType<typeof createSampleRun>>;

beforeEach(async () => {
  const stores = createMemoryStores();
  app = await openTestWeb({ stores, limits: createUnlimited() });
  const stage = await stores.stages.ensureDefault({ id: "stage_1", newCode: () => "K7MPRD" });
  run = await createSampleRun(app);
  await run.append(8);
  await app.stores.stages.setRun(stage.id, run.runId);
});
afterEach(() => app.close());
