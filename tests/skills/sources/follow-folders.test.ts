import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followFolders } from "../../../lib/skills/sources/follow-folders.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

async function follow(read: () => Promise<void>) {
  const watcher = Object.assign(new EventEmitter(), { close: async () => undefined });
  const troubles: string[] = [];
  const following = followFolders({ folders: [], read, onTrouble: (message) => troubles.push(message), watcher });
  return { watcher, troubles, following };
}

const fault = (code: string, path?: string) => Object.assign(new Error(code), { code, path });

test("[M1] an entry that cannot be followed ends nothing, and is reported once with what to do", async () => {
  let readings = 0;
  const { watcher, troubles, following } = await follow(async () => void (readings += 1));
  watcher.emit("error", fault("ENOSPC"));
  watcher.emit("error", fault("ENOSPC"));
  watcher.emit("error", fault("EACCES", "/skills/secret"));
  watcher.emit("ready");
  const end = await following;
  expect(troubles).toEqual([
    "The system follows no more files (ENOSPC), so changes of skills may go unnoticed: raise fs.inotify.max_user_watches, and start again.",
    "/skills/secret cannot be read (EACCES). Let the user of this process read it, or move it out of the folder of skills.",
  ]);
  watcher.emit("all");
  await vi.advanceTimersByTimeAsync(100);
  expect(readings).toBe(1);
  await end();
});

test("[M1] a reading that fails is reported, and the next change is read", async () => {
  let readings = 0;
  const { watcher, troubles, following } = await follow(async () => {
    readings += 1;
    throw fault("EACCES", "/skills");
  });
  watcher.emit("ready");
  const end = await following;
  for (let change = 0; change < 2; change += 1) {
    watcher.emit("all");
    await vi.advanceTimersByTimeAsync(100);
  }
  expect([readings, troubles.length]).toEqual([2, 1]);
  await end();
});

test("[M1] a folder that changes all the time is read for a fifth of the time, and its last change is not missed", async () => {
  let [readings, changes, read] = [0, 0, 0];
  const { watcher, following } = await follow(async () => {
    readings += 1;
    const seen = changes;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    read = seen;
  });
  watcher.emit("ready");
  const end = await following;
  for (; changes < 2_000;) {
    changes += 1;
    watcher.emit("all");
    await vi.advanceTimersByTimeAsync(10);
  }
  // 20 s of changes; a reading takes 1 s
  expect(readings).toBe(4);
  await vi.advanceTimersByTimeAsync(5_000);
  expect([readings, read]).toEqual([5, changes]);
  await end();
  watcher.emit("all");
  expect(vi.getTimerCount()).toBe(0);
});
