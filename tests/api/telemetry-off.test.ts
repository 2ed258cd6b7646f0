import { expect, test } from "vitest";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { openTestWeb } from "../support/test-web.ts";

const REPORT = { sent: 1, refused: 0, failures: 0, fault: null };

test("[F5] a server that starts without telemetry turns off the receivers that were configured before", async () => {
  const stores = createMemoryStores();
  await stores.exports.acquire("otlp", "a process", 60_000, REPORT);
  await stores.exports.release("otlp", "a process");
  const web = await openTestWeb({ stores });
  expect(await stores.exports.listExporters()).toEqual([]);
  await web.close();
});
