import type { Page, WebSocketRoute } from "@playwright/test";
import { expect, PHONE, test } from "./support/app-fixture.ts";
import { measureContention } from "./support/contention.ts";
import { startRecording, waitForLook } from "./support/recorder.ts";
import { expectHold, headlineOf, readRows, readTimelineTable } from "./support/stage.ts";

const RUN = {
  skill: "data-transformation",
  sync: "milestone",
  hold: "presenter",
  items: [30, 60, 120],
  seed: 3,
  onStage: true,
};

/** Gives a page a network that can be unplugged, sockets included. */
async function ownNetwork(page: Page): Promise<{ unplug(): Promise<void>; plugIn(): Promise<void> }> {
  const open = new Set<WebSocketRoute>();
  let plugged = true;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    if (!plugged) return void socket.close();
    open.add(socket);
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(message));
    server.onMessage((message) => socket.send(message));
  });
  return {
    async unplug() {
      plugged = false;
      await page.context().setOffline(true);
      for (const socket of open) await socket.close();
      open.clear();
    },
    async plugIn() {
      plugged = true;
      await page.context().setOffline(false);
    },
  };
}

test("[F4] [G3] reload, late join and a lost network show the current state, and nothing is missed", async ({
  app,
  openPresenter,
  openWindow,
}) => {
  const presenter = await openPresenter();
  const phone = await openWindow({ viewport: PHONE, brokenNetwork: true });
  const network = await ownNetwork(phone);
  const runId = await app.start(RUN);
  await presenter.goto(`/runs/${runId}/present`);
  await phone.goto(app.audienceUrl);
  await expectHold(30, presenter, phone);

  await test.step("a presenter who reloads sees the hold and opens it", async () => {
    await presenter.reload();
    await expectHold(30, presenter, phone);
    await presenter.keyboard.press("PageDown");
    await expectHold(50, presenter, phone);
  });

  await test.step("[G3] a late joiner sees the current state within a second", async () => {
    const late = await openWindow({ viewport: PHONE });
    await late.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (document.querySelectorAll("li.room-lane").length < 3) return;
        observer.disconnect();
        Object.assign(globalThis, { joinedAfterMs: performance.now() });
      }).observe(document, { subtree: true, childList: true });
    });
    await late.goto(app.audienceUrl);
    await expectHold(50, presenter, late);
    const joinedAfterMs = await late.evaluate(() => (globalThis as unknown as { joinedAfterMs: number }).joinedAfterMs);
    console.log(`    a late joiner sees the current state after ${Math.round(joinedAfterMs)} ms`);
    expect(joinedAfterMs).toBeLessThan(1_000 * measureContention());
  });

  await test.step("without a network the last picture stays, and the page says so; then everything missed is caught up", async () => {
    const picture = await readRows(phone);
    await startRecording(phone);
    await network.unplug();
    await waitForLook(phone, "No connection since|reconnecting", 0);
    await expect(headlineOf(phone)).toHaveText("Everyone is at 50 %");
    await presenter.keyboard.press("PageDown");
    await expect(headlineOf(presenter)).toHaveText("Everyone is at 70 %", { timeout: 45_000 });
    expect(await readRows(phone)).toEqual(picture);
    await network.plugIn();
    await expectHold(70, presenter, phone);
  });

  await test.step("to the end, both have the same facts", async () => {
    await presenter.keyboard.press("PageDown");
    await expectHold(90, presenter, phone);
    await presenter.keyboard.press("PageDown");
    for (const page of [presenter, phone]) await expect(headlineOf(page)).toHaveText("Complete", { timeout: 45_000 });
    expect(await readTimelineTable(phone)).toEqual(await readTimelineTable(presenter));
  });
});

test("[F4] a phone whose network closes WebSockets follows by polling", async ({ app, openWindow }) => {
  const phone = await openWindow({ viewport: PHONE, brokenNetwork: true });
  await phone.routeWebSocket(/socket\.io/, (socket) => void socket.close());
  const runId = await app.start({ ...RUN, hold: "none", items: [20, 40, 80] });
  await phone.goto(app.audienceUrl);
  await expect(phone.locator("li.room-lane")).toHaveCount(3);
  await app.untilRun(runId, "the run ends", ({ finishedAt }) => finishedAt !== null);
  await expect(headlineOf(phone)).toHaveText("Complete");
});
