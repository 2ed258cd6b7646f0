import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility.ts";
import { expect, test } from "./support/app-fixture.ts";
import { headlineOf } from "./support/stage.ts";
import type { TestApp } from "../support/test-app.ts";

/** Small batches, so that retries come soon. */
const RUN = {
  skill: "text-classification",
  sync: "free-running",
  seed: 5,
  onStage: true,
  reducedLoad: false,
  scenarios: { medium: { batchSize: 10 }, complex: { batchSize: 20 } },
};
const SOON = { timeout: 45_000 };

function rowOf(page: Page, label: string): Locator {
  return page.locator("li.timeline-row").filter({ hasText: label });
}

/** What needs the presenter now. */
function needs(page: Page): Locator {
  return page.getByRole("list", { name: "Needs your attention" });
}

/** Chooses scenario and fault in the open dialog, without confirming. */
async function choose(page: Page, fault: string, label: string): Promise<Locator> {
  const dialog = page.getByRole("dialog", { name: "Inject a fault" });
  await dialog.getByText(label, { exact: true }).click();
  await dialog.getByText(fault, { exact: true }).click();
  return dialog;
}

/** A paused scenario keeps its work for later, however slow the browser is. */
function command(app: TestApp, id: string, type: "pause" | "resume", scenario: string): Promise<unknown> {
  return app.call(`/api/runs/${id}/commands`, { id: `${type}-${scenario}`, type, scenario });
}

test("[D9] [D1] [D4] [D2] faults on stage: a killed worker is replaced, a failed scenario is restarted alone and completes", async ({
  app,
  openPresenter,
}) => {
  const page = await openPresenter();
  const retry = { mode: "automatic", limit: 1, backoffMs: 1_500 };
  const id = await app.start({ ...RUN, items: [10, 60, 160], retry });
  await Promise.all(["medium", "complex"].map((scenario) => command(app, id, "pause", scenario)));
  await page.goto(`/runs/${id}/present`);

  await test.step("kill: the row shows the next try, and the scenario continues", async () => {
    await expect(rowOf(page, "medium")).toContainText("paused", SOON);
    await page.keyboard.press("x");
    const dialog = await choose(page, "Kill its workers", "medium");
    await command(app, id, "resume", "medium");
    await dialog.getByRole("button", { name: "Kill medium's workers" }).click();
    await expect(dialog).toBeHidden();
    await expect(rowOf(page, "medium")).toContainText(/retrying.*try 2 of 2 (in \d\.\d s|now)/s, SOON);
    await expect(page.getByText("fault button: medium made to lose its workers")).toBeVisible();
    await expect(rowOf(page, "medium")).toContainText("complete", SOON);
  });

  await test.step("fail: only this scenario fails, by a fault that can be ended until then", async () => {
    await page.getByRole("button", { name: "Actions for complex" }).click();
    await page.getByRole("menuitem", { name: "Inject a fault into complex…" }).click();
    const dialog = await choose(page, "Make its batches fail", "complex");
    await dialog.getByRole("button", { name: "Make complex's batches fail" }).click();
    await expect(needs(page).getByRole("button", { name: "End fault" })).toBeVisible();
    await page.getByRole("button", { name: "Actions for complex" }).click();
    await page.getByRole("menuitem", { name: "Resume complex" }).click();
    await expect(needs(page)).toContainText("complex has failed", SOON);
    await expect(rowOf(page, "complex")).toContainText("failed");
  });

  await test.step("a failed scenario can be restarted from the console after the run's end", async () => {
    await expect(headlineOf(page)).toHaveText("Ended with partial results", SOON);
    await expectAccessible(page, "the console with a failed scenario");
    await needs(page).getByRole("button", { name: "Restart complex" }).click();
    await expect(needs(page)).toBeHidden();
    await expect(headlineOf(page)).toHaveText("Complete", SOON);
  });

  const { status, scenarios } = await app.getRun(id);
  expect(status).toBe("complete");
  expect(scenarios.map(({ attempt, itemsDone, items }) => ({ attempt, missing: items - itemsDone }))).toEqual([
    { attempt: 1, missing: 0 },
    { attempt: 1, missing: 0 },
    { attempt: 2, missing: 0 },
  ]);
});

test("[D4] at the presenter's request: a failed batch waits, highlighted, until it is retried", async ({
  app,
  openPresenter,
}) => {
  const page = await openPresenter();
  const id = await app.start({ ...RUN, items: [10, 20, 80], retry: { mode: "presenter", limit: 2 } });
  await page.goto(`/runs/${id}/present`);
  await command(app, id, "pause", "complex");
  await expect(rowOf(page, "complex")).toContainText("paused", SOON);
  await page.keyboard.press("x");
  const dialog = await choose(page, "Kill its workers", "complex");
  await command(app, id, "resume", "complex");
  await dialog.getByRole("button", { name: "Kill complex's workers" }).click();

  await expect(needs(page)).toContainText("complex waits for you");
  await expect(rowOf(page, "complex")).toContainText("waiting");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toHaveText("Retry: complex");
  await page.keyboard.press("Enter");
  await expect(needs(page)).toBeHidden();
  await expect(headlineOf(page)).toHaveText("Complete", SOON);
});
