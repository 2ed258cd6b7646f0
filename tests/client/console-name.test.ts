import { expect, test } from "vitest";
import { claimConsoleId, nameBrowser, type TabMessage } from "../../lib/client/stage/console-name.ts";

/** Tabs of one browser; a sleeping tab hears what was said once it wakes. */
function createBrowser() {
  let ids = 0;
  const tabs: { listener: ((message: TabMessage) => void) | null; asleep: boolean; missed: TabMessage[] }[] = [];
  return {
    async open(known: string | null = null) {
      const tab: (typeof tabs)[number] = { listener: null, asleep: false, missed: [] };
      tabs.push(tab);
      const kept = new Map(known === null ? [] : [["triptych.console", known]]);
      const names: string[] = [];
      await claimConsoleId({
        storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
        channel: {
          send: (message) => {
            for (const other of tabs.filter((each) => each !== tab))
              if (other.asleep) other.missed.push(message);
              else other.listener?.(message);
          },
          listen: (listener) => (tab.listener = listener),
        },
        newId: () => `id-${(ids += 1)}`,
        settle: async () => undefined,
        onId: (id) => names.push(id),
      });
      return {
        names,
        kept: () => kept.get("triptych.console"),
        sleep: () => (tab.asleep = true),
        wake: () => {
          tab.asleep = false;
          for (const message of tab.missed) tab.listener?.(message);
        },
        close: () => tabs.splice(tabs.indexOf(tab), 1),
      };
    },
  };
}

test("[G4] a tab keeps its id over a reload", async () => {
  const browser = createBrowser();
  const first = await browser.open();
  first.close();
  const reloaded = await browser.open(first.names[0]);
  expect(reloaded.names).toEqual(first.names);
});

test("[G4] a duplicated tab takes an id of its own before it is named", async () => {
  const browser = createBrowser();
  const first = await browser.open();
  const copy = await browser.open(first.names[0]);
  expect(copy.names).toHaveLength(1);
  expect(copy.names[0]).not.toBe(first.names[0]);
  expect(copy.kept()).toBe(copy.names[0]);
  expect(first.names).toHaveLength(1);
});

test("[G4] a suspended tab that answers late keeps its id, and the duplicate gives it up", async () => {
  const browser = createBrowser();
  const first = await browser.open();
  first.sleep();
  const copy = await browser.open(first.names[0]);
  expect(copy.names).toEqual(first.names);
  first.wake();
  expect(copy.names).toHaveLength(2);
  expect(copy.names[1]).not.toBe(first.names[0]);
});

test("[G4] consoles are named for people", () => {
  expect(nameBrowser("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit Chrome/140 Safari/537")).toBe(
    "Chrome on Mac",
  );
  expect(nameBrowser("Mozilla/5.0 (iPhone; CPU iPhone OS 18) AppleWebKit Version/18 Safari/604")).toBe(
    "Safari on iPhone",
  );
});
