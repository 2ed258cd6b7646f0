import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility.ts";
import { expect, PHONE, test } from "./support/app-fixture.ts";
import { advanceButton, headlineOf } from "./support/stage.ts";

const RUN = {
  skill: "data-transformation",
  sync: "milestone",
  hold: "presenter",
  items: [20, 40, 120],
  milestones: [20, 40, 60, 80],
  seed: 3,
  onStage: true,
};
const HALL = { width: 1920, height: 1080 };
const SQUARE = { width: 1024, height: 768 };

const line = (console: Page) => console.getByTestId("console-line");
const seen = (console: Page) => console.getByTestId("room-sees");
const canvas = (room: Page) => room.locator(".room-canvas");
const cover = (room: Page) => room.locator(".room-cover");

test("[G5] [G4] [G19] a talk by keys alone: four holds, black and back, freeze and back, a fault, takeover, result, what-if; every screen agrees", async ({
  app,
  openPresenter,
  openWindow,
}) => {
  const runId = await app.start(RUN);
  const console = await openPresenter();
  const rooms = [
    await openWindow({ viewport: HALL }),
    await openWindow({ viewport: SQUARE }),
    await openWindow({ viewport: PHONE }),
  ];
  const everyoneAt = async (percent: number) => {
    await expect(headlineOf(console)).toHaveText(`Everyone is at ${percent} %`, { timeout: 45_000 });
    for (const room of rooms) await expect(headlineOf(room)).toHaveText(`Everyone is at ${percent} %`);
  };
  await console.goto(`/runs/${runId}/present`);
  for (const room of rooms) await room.goto(app.audienceUrl);
  await expect(console.getByText("you drive")).toBeVisible();
  await everyoneAt(20);
  await expect(seen(console)).toHaveText("The room sees: live");
  const releases = async () => (await app.getRun(runId)).releases.length;

  await test.step("the start and stop keys neither reload nor lose anything", async () => {
    await console.evaluate(() => Object.assign(window, { isSamePage: true }));
    for (const key of ["F5", "Escape", "Shift+F5", "Escape"]) await console.keyboard.press(key);
    expect(await console.evaluate(() => "isSamePage" in window)).toBe(true);
    await expect(line(console)).toContainText("start key does nothing");
    await console.keyboard.press("PageUp");
    await expect(line(console)).toContainText("Nothing to go back to");
  });

  await test.step("black: the room at once, and next opens nothing; the same key brings it back", async () => {
    await console.keyboard.press(".");
    for (const room of rooms) await expect(cover(room)).toHaveAttribute("data-cover", "black");
    await expect(seen(console)).toHaveText("The room sees: black");
    await console.keyboard.press("PageDown");
    await expect(line(console)).toContainText("The room is black");
    await expect(advanceButton(console)).toHaveAttribute("aria-disabled", "true");
    await console.keyboard.press("b");
    for (const room of rooms) await expect(cover(room)).toHaveCount(0);
    expect(await releases()).toBe(0);
  });

  await test.step("a duplicated tab only watches", async () => {
    const popup = console.waitForEvent("popup");
    // a window opened by a page copies its session storage, as a duplicated tab does
    await console.evaluate(() => void window.open(window.location.href));
    const copy = await popup;
    await expect(copy.getByText("view only")).toBeVisible();
    await expect(console.getByText("you drive")).toBeVisible();
    await copy.close();
  });

  await test.step("a second console only watches, takes over after one question, and hands back on request", async () => {
    const second = await console.context().newPage();
    await second.goto(`/runs/${runId}/present`);
    await expect(second.getByText("view only")).toBeVisible();
    await second.keyboard.press("PageDown");
    await expect(line(second)).toContainText("drives. This console can only watch");
    await expectAccessible(second, "a console that only watches");
    await second.getByRole("button", { name: "Take over…" }).click();
    await second.getByRole("dialog").getByRole("button", { name: "Take over" }).click();
    await expect(second.getByText("you drive")).toBeVisible({ timeout: 2_000 });
    await expect(console.getByText("view only")).toBeVisible({ timeout: 2_000 });
    await console.keyboard.press("PageDown");
    await console.getByRole("button", { name: "Ask to drive" }).click();
    await second.getByRole("button", { name: "Hand over" }).click();
    await expect(console.getByText("you drive")).toBeVisible({ timeout: 2_000 });
    await second.close();
    expect(await releases()).toBe(0);
  });

  await test.step("two holds are opened; a fault is seen on every screen, and the work continues", async () => {
    await console.keyboard.press("PageDown");
    await everyoneAt(40);
    await console.keyboard.press("x");
    const dialog = console.getByRole("dialog", { name: "Inject a fault" });
    await dialog.getByRole("radio", { name: "Slow it down" }).press("ArrowDown");
    await dialog.getByRole("button", { name: "Kill complex's workers" }).press("Enter");
    await expect(dialog).toBeHidden();
    for (const room of rooms) await expect(headlineOf(room)).toHaveText("Complex is made to lose its workers");
    await expect(console.getByText("fault button: complex made to lose its workers")).toBeVisible();
    await console.keyboard.press("PageDown");
    await everyoneAt(60);
  });

  await test.step("freeze: the run continues, the room does not; released, it catches up", async () => {
    await console.keyboard.press("z");
    await expect(seen(console)).toContainText("frozen since");
    await console.keyboard.press("PageDown");
    await expect(headlineOf(console)).toHaveText("Everyone is at 80 %", { timeout: 45_000 });
    for (const room of rooms) await expect(headlineOf(room)).toHaveText("Everyone is at 60 %");
    await console.keyboard.press("z");
    await everyoneAt(80);
    await console.keyboard.press("PageDown");
    for (const screen of [console, ...rooms]) await expect(headlineOf(screen)).toHaveText("Complete");
    expect(await releases()).toBe(4);
  });

  await test.step("next shows the result everywhere, and back returns to the run; the console stays a console", async () => {
    await console.keyboard.press("PageDown");
    for (const room of rooms) await expect(canvas(room)).toHaveAttribute("data-screen", "result");
    await expect(seen(console)).toContainText("The room sees: the result");
    await expectAccessible(console, "the console while the room sees the result");
    await console.getByRole("textbox", { name: "What about another number of" }).fill("1 million");
    for (const room of rooms) await expect(canvas(room)).toContainText("1,000,000");
    await console.keyboard.press("PageUp");
    for (const room of rooms) await expect(canvas(room)).toHaveAttribute("data-screen", "run");
    expect(new URL(console.url()).pathname).toBe(`/runs/${runId}/present`);
    expect(await console.evaluate(() => "isSamePage" in window)).toBe(true);
  });
});
