import { expect, test } from "vitest";
import { launchBalloon } from "../../lib/isolation/harm/balloon.ts";
import { createDisturbance, type Balloon } from "../../lib/isolation/harm/disturbance.ts";
import { isLiving } from "../support/processes.ts";

const NO_GROUP = 2 ** 22 + 1;

test("[D9] an ended balloon is replaced by another, a running one is not", () => {
  const balloons: { pid: number | null; pop(): void }[] = [];
  const launch = (): Balloon => {
    const balloon = { pid: 100 + balloons.length, pop: () => undefined };
    balloons.push(balloon);
    return balloon;
  };
  const disturbance = createDisturbance(NO_GROUP, launch);
  disturbance.begin("memory");
  disturbance.begin("memory");
  expect(balloons).toHaveLength(1);
  for (const balloon of balloons) balloon.pid = null;
  expect(disturbance.balloonPid).toBeNull();
  disturbance.begin("memory");
  expect(disturbance.balloonPid).toBe(101);
});

test("[D9] a balloon notices the end of its process and never signals that pid again", async () => {
  const released: number[] = [];
  const watchdog = { guard: () => undefined, release: (pid: number) => void released.push(pid) };
  const balloon = launchBalloon(16, watchdog);
  const { pid } = balloon;
  if (pid === null) throw new Error("not started");
  expect(isLiving(pid)).toBe(true);
  balloon.pop();
  await expect.poll(() => released).toEqual([pid]);
  expect(balloon.pid).toBeNull();
  expect(() => balloon.pop()).not.toThrow();
});
