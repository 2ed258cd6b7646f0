/** A parent process to be killed: starts one looping worker and one with a grandchild, prints their pids, and waits. */
import { createProcessSkillHost } from "../../lib/isolation/host/host.ts";
import { echoRequest } from "./echo-request.ts";
import { TEST_REGISTRY_URL } from "./skills/registry.ts";

const host = createProcessSkillHost({ parentEnv: { PATH: process.env["PATH"] }, registryUrl: TEST_REGISTRY_URL });
const listener = { onItem: () => {}, onLog: () => {} };
for (const crash of ["loop", "grandchild"]) {
  const worker = await host.start(echoRequest({ crash, crashItem: 1 }), listener);
  void worker.runBatch({ fromItem: 0, toItem: 10 }, listener);
  process.stdout.write(`${worker.pid}\n`);
}
