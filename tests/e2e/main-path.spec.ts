import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility.ts";
import { DESKTOP, expect, PHONE, test } from "./support/app-fixture.ts";
import { advanceButton, expectHold, headlineOf, LIVE_MARK, readRows, runIdOf, startFromHome } from "./support/stage.ts";

const SIZES = { simple: 20, medium: 60, complex: 300 };

async function joinByTypedCode(audience: Page, code: string): Promise<void> {
  await audience.goto("/join");
  await audience.getByRole("textbox").fill(code.toLowerCase());
  await audience.getByRole("button", { name: "Join" }).click();
  await audience.waitForURL(/\/a\/[A-Z0-9]{6}$/);
}

// a separate app: it starts without any run
test.use({ untouched: true });

test("[A1] [A8] [A13] [F2] [F3] [G1] [G2] [G12] [K1] a presenter and a phone go through a whole run together", async ({
  app,
  openWindow,
}) => {
  const presenter = await openWindow({ viewport: DESKTOP });
  const audience = await openWindow({ viewport: PHONE, hasTouch: true });

  await presenter.goto(app.presenterUrl);
  await expect(presenter.getByRole("button", { name: "Run the sample demo" })).toBeVisible();
  expect(presenter.url()).toBe(`${app.origin}/`);
  await expectAccessible(presenter, "home before the first run");
  await audience.goto(app.audienceUrl);
  await expect(headlineOf(audience)).toHaveText("No run yet");
  await expectAccessible(audience, "the audience before the first run");
  const runId = await startFromHome(presenter, SIZES, "text-classification");

  await expect(presenter.locator("li.timeline-row")).toHaveCount(3);
  await presenter.keyboard.press("j");
  const code = await presenter.getByTestId("join-code").innerText();
  const link = await presenter.getByRole("dialog").getByRole("link").getAttribute("href");
  expect(link).toBe(`${app.origin}/a/${code}`);
  await joinByTypedCode(audience, code);
  await expect(presenter.getByRole("dialog")).toContainText("1 watching");
  await presenter.keyboard.press("Escape");
  for (const page of [presenter, audience]) await expect(page.locator(LIVE_MARK)).toHaveText("LIVE");

  await test.step("Advance before everyone is here is refused with the reason", async () => {
    await expect(advanceButton(presenter)).toContainText("waiting for complex", { timeout: 45_000 });
    await presenter.keyboard.press("PageDown");
    await expect(presenter.getByText(/Not yet: waiting for/)).toBeVisible();
    expect((await app.getRun(runId)).commands).toEqual([]);
  });

  await test.step("a clicker's PageDown opens the first hold", async () => {
    await expectHold(30, presenter, audience);
    await presenter.keyboard.down("PageDown");
  });

  await test.step("the same key still held does nothing at the next hold", async () => {
    await expectHold(50, presenter, audience);
    await presenter.keyboard.down("PageDown");
    await expect(advanceButton(presenter)).toContainText("everyone is here");
    expect((await app.getRun(runId)).commands).toHaveLength(1);
    await presenter.keyboard.up("PageDown");
    await presenter.keyboard.press("ArrowRight");
  });

  await test.step("two presses at once open one hold", async () => {
    await expectHold(70, presenter, audience);
    await Promise.all([presenter.keyboard.press("Space"), presenter.keyboard.press("Space")]);
  });

  await test.step("the last hold is opened by a letter", async () => {
    await expectHold(90, presenter, audience);
    expect((await app.getRun(runId)).releases.map(({ percent }) => percent)).toEqual([30, 50, 70]);
    await presenter.keyboard.press("n");
  });

  await test.step("both see the end", async () => {
    for (const page of [presenter, audience])
      await expect(headlineOf(page)).toHaveText("Complete", { timeout: 45_000 });
    await expect(audience.locator("li.room-lane")).toHaveCount(3);
    const rows = await readRows(presenter);
    for (const row of await presenter.locator("li.timeline-row").all())
      await expect(row).toContainText(/complete\s*quality (1\.00|\.\d\d)/);
    expect(await readRows(audience)).toEqual(rows);
    for (const row of rows) expect(row).toMatch(/ 100 %$/);
    await expect(presenter.getByText("The run is complete")).toBeVisible();
  });

  const run = await app.getRun(runId);
  expect(run.releases.map(({ reason, actor }) => `${reason} ${actor.role}`)).toEqual(
    Array(4).fill("presenter presenter"),
  );
  const starts = (await app.events(runId)).filter(({ type }) => type === "scenario.started").map(({ atMs }) => atMs);
  expect(Math.max(...starts) - Math.min(...starts)).toBeLessThan(250);

  await test.step("the run is reviewed, found among past runs and started again", async () => {
    await presenter.getByRole("link", { name: "Open the review" }).click();
    await presenter.getByRole("heading", { name: "Scenarios", level: 2 }).click();
    await expect(presenter.getByRole("heading", { name: "Final figures" })).toBeVisible();
    for (const { itemsDone, items } of run.scenarios) {
      await expect(presenter.getByRole("cell", { name: new RegExp(`^${itemsDone} of ${items} 100 %`) })).toBeVisible();
    }
    await presenter.getByRole("link", { name: "Past runs" }).click();
    await expect(
      presenter.getByRole("row").filter({ has: presenter.locator(`a[href="/runs/${runId}"]`) }),
    ).toContainText("complete");
    await presenter.getByRole("row").getByRole("link").first().click();
    await presenter.getByRole("button", { name: "Start again" }).click();
    await presenter.waitForURL(/\/present$/);
    expect(runIdOf(presenter)).not.toBe(runId);
    await expect(headlineOf(audience)).toHaveText(/Getting ready|Running to 30 %|Waiting for |Everyone is at 30 %/);
  });

  await test.step("the home page leads back to the console, and says what another start would do", async () => {
    await presenter.goto("/");
    await expect(presenter.getByText("is live. Starting another run moves the audience to the new one.")).toBeVisible();
    await expectAccessible(presenter, "home with a run on stage");
    await presenter
      .getByRole("region", { name: "Live now" })
      .getByRole("link", { name: "Back to the console" })
      .click();
    await presenter.waitForURL(/\/present$/);
  });

  await test.step("cancelling asks once and keeps what was done", async () => {
    await presenter.getByRole("button", { name: "Cancel run" }).click();
    await presenter.getByRole("dialog").getByRole("button", { name: "Cancel the run" }).click();
    for (const page of [presenter, audience]) await expect(headlineOf(page)).toHaveText("Cancelled");
  });
});

test("[K1] filters of past runs live in the address", async ({ app, openPresenter }) => {
  const small = { skill: "data-transformation", sync: "free-running", items: [2, 3, 4], title: "Filtered" };
  for (const id of [await app.start(small), await app.start(small)])
    await app.untilRun(id, "it ends", ({ finishedAt }) => finishedAt !== null);
  const other = await app.start({ ...small, title: "Another" });
  await app.untilRun(other, "it ends", ({ finishedAt }) => finishedAt !== null);

  const page = await openPresenter();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Past runs" }).click();
  await page.getByRole("combobox", { name: "Status" }).selectOption("complete");
  await expect(page).toHaveURL(/status=complete/);
  await page.getByRole("searchbox").fill("filtered");
  await expect(page).toHaveURL(/q=filtered/);
  await expect(page.getByRole("rowheader")).toHaveText([/^Filtered/, /^Filtered/]);
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Status" })).toHaveValue("complete");
  await expect(page.getByRole("searchbox")).toHaveValue("filtered");
  await expect(page.getByRole("rowheader")).toHaveText([/^Filtered/, /^Filtered/]);
  await page.getByRole("combobox", { name: "Status" }).selectOption("failed");
  await expect(page.getByRole("rowheader")).toHaveCount(0);
  await expect(page.getByRole("main")).toContainText(/no run/i);
  await page.getByRole("button", { name: "Clear" }).first().click();
  await expect(page).toHaveURL(/\/runs$/);
  await expect(page.getByRole("rowheader").first()).toHaveText(/^Another/);
});
