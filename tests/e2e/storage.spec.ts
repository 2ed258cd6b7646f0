import { DESKTOP, expect, PHONE, test } from "./support/app-fixture.ts";

const RUN = { skill: "text-classification", items: [10, 20, 30], onStage: false };

test("[O5] a presenter sees what takes space, and deletes an ended run after one question", async ({
  app,
  openWindow,
}) => {
  const id = await app.start(RUN);
  await app.untilRun(id, "it ends", ({ finishedAt }) => finishedAt !== null);
  const page = await openWindow({ viewport: DESKTOP });
  await page.goto(app.presenterUrl);
  await page.waitForURL("/");
  await page.getByRole("link", { name: "Storage" }).click();
  await expect(page.getByText("Free on its disk")).toBeVisible();
  await expect(page.getByRole("row", { name: /Uploaded files/ })).toContainText("kB");

  await page.goto(`/runs/${id}`);
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete the run" }).click();
  await page.waitForURL("/runs");
  await page.goto(`/runs/${id}`);
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});

test("[O5] the page of what takes space fits a phone", async ({ app, openWindow }) => {
  const page = await openWindow({ viewport: PHONE, hasTouch: true });
  await page.goto(app.presenterUrl);
  await page.waitForURL("/");
  await page.goto("/storage");
  await expect(page.getByText("Free on its disk")).toBeVisible();
  const { wide, screen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    screen: window.innerWidth,
  }));
  expect(wide).toBeLessThanOrEqual(screen);
});
