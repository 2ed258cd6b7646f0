import { expect, test } from "vitest";
import { startDrive } from "./drive-harness.ts";

const free = { sync: "free-running", milestones: [] } as const;
const boom = { ok: false, kind: "exception", message: "boom", workerLost: false } as const;
const done = { ok: true } as const;

/** An ended run whose second scenario has failed; its next attempt succeeds. */
async function endWithFailure() {
  let isBroken = true;
  const isBad = (id: string) => isBroken && id === "medium";
  const run = await startDrive(free, {
    outcome: ({ request }) => (isBad(request.scenarioId) ? boom : done),
    reported: ({ request, fromItem, toItem }) => (isBad(request.scenarioId) ? 0 : toItem - fromItem),
  });
  await run.claimAndDrive();
  isBroken = false;
  return run;
}

test("[D2][E2] a retry that has crashed three runners is refused, and the run stays as it ended", async () => {
  const run = await endWithFailure();
  await run.send("retry", { id: "click_1", scenarioId: "medium" });
  const { readSegments } = run.stores.log;
  Object.assign(run.stores.log, { readSegments: () => Promise.reject(new Error("an unreadable row")) });
  await expect(run.claimAndDrive(2)).rejects.toThrow("an unreadable row");
  expect(await run.claimAndDrive(3)).toBe("finished");
  Object.assign(run.stores.log, { readSegments });
  expect(await run.eventsOf("command.refused")).toMatchObject([{ commandId: "click_1", code: "given-up" }]);
  expect((await run.state()).status).toBe("partial");
  expect(await run.stores.ownership.findUnowned()).toEqual([]);
});

test("[D2][E2] a run that was failed for its crashes can be retried, and they no longer count", async () => {
  const run = await startDrive({ ...free, items: [10] });
  const first = run.claimAndDrive();
  await run.seen((event) => event.type === "run.preparing");
  run.abandon();
  await first;
  expect(await run.claimAndDrive(3)).toBe("finished");
  expect(await run.state()).toMatchObject({ status: "failed", crashes: 3 });
  await run.send("retry");
  expect(await run.claimAndDrive()).toBe("finished");
  expect(await run.state()).toMatchObject({ status: "complete", crashes: 0, diagnosis: null });
});

test("[D2][E2] a pending retry is refused when its run is failed for crashes", async () => {
  const run = await endWithFailure();
  const { readSegments } = run.stores.log;
  await run.send("retry", { id: "click_1", scenarioId: "medium" });
  const again = run.claimAndDrive();
  await run.seen((event) => event.type === "run.reopened");
  run.abandon();
  await again;
  await run.send("retry", { id: "click_2", scenarioId: "medium" });
  Object.assign(run.stores.log, { readSegments: () => Promise.reject(new Error("an unreadable row")) });
  expect(await run.claimAndDrive(3)).toBe("finished");
  Object.assign(run.stores.log, { readSegments });
  expect(await run.eventsOf("command.refused")).toMatchObject([{ commandId: "click_2", code: "given-up" }]);
  expect((await run.state()).scenarios[1]?.status).toBe("failed");
});
