import { expect, test } from "vitest";
import { startDrive } from "./drive-harness.ts";

const boom = { ok: false, kind: "exception", message: "boom", workerLost: false } as const;
const done = { ok: true } as const;

test("[A4][D2] in lock-step a retried scenario takes its workers back: the borrower ends the same number", async () => {
  let isBroken = true;
  const gates = { simple: Promise.withResolvers<void>(), medium: Promise.withResolvers<void>() };
  const run = await startDrive(
    { sync: "lock-step", milestones: [], items: [40, 400], scenario: { concurrency: 2 } },
    {
      gate: async ({ request }) => {
        if (request.scenarioId === "medium") await gates.medium.promise;
        else if (!isBroken) await gates.simple.promise;
      },
      outcome: ({ request }) => (isBroken && request.scenarioId === "simple" ? boom : done),
      reported: ({ request, fromItem, toItem }) =>
        isBroken && request.scenarioId === "simple" ? 0 : toItem - fromItem,
    },
  );
  const countLiving = () => run.workers.filter(({ alive }) => alive).length;
  const driving = run.claimAndDrive();
  await run.seen((event) => event.type === "workers.lent");
  await expect.poll(countLiving).toBe(4);
  isBroken = false;
  await run.send("retry", { scenarioId: "simple" });
  await run.seen((event) => event.type === "scenario.started" && event.attempt === 2);
  await expect.poll(countLiving).toBe(4);
  gates.medium.resolve();
  gates.simple.resolve();
  await driving;
  expect((await run.state()).status).toBe("complete");
});
