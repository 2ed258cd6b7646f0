import { expect, test } from "vitest";
import { watchMemory } from "../../lib/isolation/host/memory-watch.ts";

test("[D9] a companion counts against the limit but not as the skill's own memory", async () => {
  const alone = watchMemory(process.pid, { limitMb: 1e6, onOverrun: () => undefined, companion: () => null });
  const overruns: number[] = [];
  const options = {
    limitMb: 1,
    onOverrun: (usedMb: number) => void overruns.push(usedMb),
    companion: () => process.pid,
  };
  const accompanied = watchMemory(process.pid, options);
  await expect.poll(() => [alone.lastMb, accompanied.lastMb, overruns[0]]).not.toContain(null);
  alone.stop();
  accompanied.stop();
  const ownMb = alone.lastMb ?? Number.NaN;
  expect(accompanied.lastMb).toBeLessThan(1.5 * ownMb);
  expect(overruns[0]).toBeGreaterThan(1.5 * ownMb);
  expect(overruns).toHaveLength(1);
});
