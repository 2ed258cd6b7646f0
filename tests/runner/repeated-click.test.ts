import { expect, test } from "vitest";
import { startDrive } from "./drive-harness.ts";

test("[D2][A9] a retry that was answered long ago has no second effect, and does not keep its run claimed", async () => {
  const spec = { sync: "free-running", milestones: [], items: [4, 4] } as const;
  // the run ended long ago, so that its handled commands are cleared
  const clock = { nowMs: () => performance.now(), wallTime: () => new Date(0) };
  const run = await startDrive(spec, { openError: () => "its data are gone" }, undefined, clock);
  expect(await run.claimAndDrive()).toBe("finished");
  await run.send("retry", { id: "again" });
  expect(await run.claimAndDrive()).toBe("finished");
  expect(await run.stores.storage.clear()).toMatchObject({ commands: 1 });
  const { lastSeq } = await run.state();
  await run.send("retry", { id: "again" });
  expect(await run.claimAndDrive()).toBe("finished");
  expect((await run.state()).lastSeq).toBe(lastSeq);
  expect(await run.stores.commands.pending(run.runId)).toEqual([]);
  expect(await run.stores.ownership.findUnowned()).toEqual([]);
});
