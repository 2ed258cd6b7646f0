/**
 * The main path in the installed Firefox: start, four holds by a clicker's key, black and back, the end, the result in
 * the room. Without a Firefox it says so and passes.
 */
import assert from "node:assert/strict";
import puppeteer, { type Page } from "puppeteer-core";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { findFirefox } from "./find-firefox.ts";
import { openWindow, waitForText } from "./window.ts";

const PROJECTOR = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };
const HEADLINE = "output[aria-live=polite]";
const HOLDS = [30, 50, 70, 90];
const RUN = {
  skill: "text-classification",
  sync: "milestone",
  hold: "presenter",
  items: [20, 60, 120],
  seed: 7,
  onStage: true,
};

const firefox = findFirefox();
if (firefox === null) {
  console.log("No Firefox is installed (firefox-esr or firefox on PATH, or FIREFOX_BINARY): nothing was tested.");
} else {
  const app = await startTestApp();
  try {
    await walk(app, firefox);
  } finally {
    await app.stop();
  }
}

async function walk(app: TestApp, executablePath: string): Promise<void> {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
  try {
    console.log(await browser.version());
    const presenter = await openWindow(browser, DESKTOP);
    const rooms = [await openWindow(browser, PROJECTOR), await openWindow(browser, PHONE)];
    await presenter.page.goto(app.presenterUrl);
    await presenter.page.waitForSelector("::-p-aria([name='Run the sample demo'][role='button'])");
    for (const { page } of rooms) await page.goto(app.audienceUrl);
    for (const { page } of rooms) await waitForText(page, HEADLINE, /No run yet/);
    const runId = await app.start(RUN);
    await presenter.page.goto(`${app.origin}/runs/${runId}/present`);
    const everyone = [presenter, ...rooms].map(({ page }) => page);

    for (const percent of HOLDS) {
      for (const page of everyone) await waitForText(page, HEADLINE, new RegExp(`^Everyone is at ${percent} %`));
      console.log(`  everyone is at ${percent} % on all three screens`);
      if (percent === HOLDS[1]) await coverAndUncover(presenter.page, rooms[0]?.page ?? presenter.page);
      await presenter.page.keyboard.press("PageDown");
    }
    for (const page of everyone) await waitForText(page, HEADLINE, /^Complete/);
    console.log("  the end is shown on all three screens");
    const { releases } = await app.getRun(runId);
    assert.deepEqual(
      releases.map(({ percent, actor }) => [percent, actor.role]),
      HOLDS.map((percent) => [percent, "presenter"]),
    );

    await presenter.page.keyboard.press("PageDown");
    for (const { page } of rooms) await page.waitForSelector(".room-canvas[data-screen=result]");
    console.log("  the result is in the room");
    assert.deepEqual(
      [presenter, ...rooms].flatMap(({ faults }) => faults),
      [],
    );
  } finally {
    await browser.close();
  }
}

async function coverAndUncover(presenter: Page, room: Page): Promise<void> {
  await presenter.keyboard.press("b");
  await room.waitForSelector(".room-cover[data-cover=black]");
  await presenter.keyboard.press("b");
  await room.waitForFunction(() => document.querySelector(".room-cover") === null, { polling: "mutation" });
  console.log("  black and back");
}
