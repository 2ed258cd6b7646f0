import { afterAll, expect, test } from "vitest";
import { createProcessSkillHost } from "../../lib/isolation/host/host.ts";
import { describeSkillHost } from "../contract/skill-host.ts";
import { echoRequest } from "../support/echo-request.ts";
import { isLiving } from "../support/processes.ts";
import { TEST_REGISTRY_URL } from "../support/skills/registry.ts";

const parentEnv = { PATH: process.env["PATH"], DATABASE_URL: "postgres://secret", PRESENTER_KEY: "secret" };
const host = createProcessSkillHost({ parentEnv, registryUrl: TEST_REGISTRY_URL });
afterAll(() => host.endAll());

describeSkillHost("process host", host);

test("[D1] a skill that never becomes ready is ended at the time limit", async () => {
  const impatient = createProcessSkillHost({ parentEnv, registryUrl: TEST_REGISTRY_URL, openLimitMs: 300 });
  await expect(impatient.start(echoRequest({ open: "hang" }), { onLog: () => {} })).rejects.toMatchObject({
    code: "skill-start",
    kind: "timeout",
  });
});

test("[A9] a cancelled skill is ended while it prepares", async () => {
  const wanted = new AbortController();
  const starting = host.start(echoRequest({ open: "hang" }), { onLog: () => {} }, wanted.signal);
  wanted.abort();
  await expect(starting).rejects.toMatchObject({
    code: "skill-start",
    message: expect.stringContaining("ended while"),
  });
});

test("[O5] endAll ends every worker", async () => {
  const own = createProcessSkillHost({ parentEnv, registryUrl: TEST_REGISTRY_URL });
  const workers = await Promise.all([
    own.start(echoRequest(), { onLog: () => {} }),
    own.start(echoRequest(), { onLog: () => {} }),
  ]);
  await own.endAll();
  expect(workers.map((worker) => isLiving(worker.pid))).toEqual([false, false]);
});
