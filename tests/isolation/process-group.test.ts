import { afterEach, expect, test, vi } from "vitest";
import { endProcessGroup, killTree, signalGroup } from "../../lib/isolation/process/process-group.ts";

afterEach(() => vi.restoreAllMocks());

test.each(["ESRCH", "EPERM"])("[D1] %s for a group means that it is gone and does not throw", async (code) => {
  vi.spyOn(process, "kill").mockImplementation(() => {
    throw Object.assign(new Error(code), { code });
  });
  expect(signalGroup(4_000_000, "SIGTERM")).toBe(false);
  expect(killTree(4_000_000)).toEqual([]);
  await expect(endProcessGroup(4_000_000, { graceMs: 10 })).resolves.toBeUndefined();
});
