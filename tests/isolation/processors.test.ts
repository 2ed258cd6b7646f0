import { describe, expect, test } from "vitest";
import { createProcessorReader } from "../../lib/isolation/process/processors.ts";

/** user, nice, system, idle, iowait, irq, softirq, steal, guest, guest_nice, in ticks of 10 ms */
const statWith = (idle: number, iowait: number) =>
  `cpu  2017013 761452 711397 ${idle} ${iowait} 0 9786 3212 0 0\ncpu0 1004249 389290 335341 480597 5956 0 1708 1587 0 0\n`;

describe("[B8] the processors of the machine", () => {
  test("report the time idle since the reader was made, disk waits included", () => {
    const stats = [statWith(911_042, 23_847), statWith(911_142, 23_850)];
    const read = createProcessorReader(() => stats.shift() ?? null, 2);
    expect(read()).toEqual({ processors: 2, idleMs: 1_030 });
  });

  test.each([
    ["without /proc/stat", null],
    ["whose file shows no times", "cpu  0 0 0 0 0 0 0 0 0 0\n"],
    ["whose file is another one", "btime 1700000000\n"],
  ])("are unknown on a system %s", (_, stat) => {
    expect(createProcessorReader(() => stat, 2)()).toBeNull();
  });

  test("are unknown where this process may use only some of them", () => {
    expect(createProcessorReader(() => statWith(1, 1), null)()).toBeNull();
  });
});
