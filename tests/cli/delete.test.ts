import { expect, test } from "vitest";
import type { OperatorSession } from "../../lib/cli/open-session.ts";
import { runProgram } from "../../lib/cli/program.ts";
import { systemClock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { fixedSources } from "../support/skill-sources.ts";
import { NO_PRICES } from "../support/prices.ts";
import { createRecordedTerminal } from "../support/recorded-terminal.ts";
import { skillRegistry } from "../support/skills/registry.ts";
import { createSampleRun } from "../support/test-web.ts";

test("[N1][O5] a run is deleted once it has ended", async () => {
  const stores = createMemoryStores();
  const actor = { role: "presenter", name: "cli" } as const;
  const session: OperatorSession = {
    context: { ...stores, actor, clock: systemClock, newId, prices: NO_PRICES, skills: skillRegistry },
    skillSources: fixedSources(skillRegistry),
    ensureRunner: () => undefined,
    close: async () => undefined,
  };
  const use = async (...args: string[]) => {
    const terminal = createRecordedTerminal();
    return { exitCode: await runProgram(args, terminal, async () => session), ...terminal };
  };
  const { runId, append, total, claim } = await createSampleRun({ stores });
  expect(await use("delete", runId)).toMatchObject({ exitCode: 3 });
  await append(total, "complete");
  await stores.ownership.release(claim);
  expect(await use("delete", runId)).toMatchObject({ exitCode: 0 });
  expect(await stores.runs.get(runId)).toBeNull();
  expect(await use("delete", runId)).toMatchObject({ exitCode: 2 });
});
