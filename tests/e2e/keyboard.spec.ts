import type { Page } from "@playwright/test";
import { DESKTOP, expect, test } from "./support/app-fixture.ts";
import { advanceButton, headlineOf, runIdOf } from "./support/stage.ts";

/** Tabs until an element with that name has the focus, visible by its outline. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return { name: "", seen: true };
      const box = element.closest("label") ?? element;
      const seen = [element, box].some(
        (each) =>
          Number.parseFloat(getComputedStyle(each).outlineWidth) >= 2 && getComputedStyle(each).outlineStyle !== "none",
      );
      return { name: element.getAttribute("aria-label") ?? (element.textContent || box.textContent || ""), seen };
    });
    if (!name.test(focus.name)) continue;
    expect(focus.seen, `the focus on ${focus.name} is seen`).toBe(true);
    return;
  }
  throw new Error(`Tab never reached ${name}`);
}

test("[F6] [G13] without a mouse and without motion: start, read a scenario's log, pause it, advance, cancel", async ({
  app,
  openWindow,
}) => {
  const page = await openWindow({ viewport: DESKTOP, reducedMotion: "reduce" });
  await page.goto("/enter");
  await page.getByLabel("Key").focus();
  await page.keyboard.type(new URLSearchParams(new URL(app.presenterUrl).hash.slice(1)).get("key") ?? "");
  await page.keyboard.press("Enter");
  await page.waitForURL("/");

  const sample = page.getByRole("button", { name: "Run the sample demo" });
  await expect(sample.or(page.getByRole("heading", { name: "Recent runs" })).first()).toBeVisible();
  if (await sample.isVisible()) {
    await tabTo(page, /Choose another demo/);
    await page.keyboard.press("Enter");
  }
  while (!(await page.locator("input[name=demoId]:focus").count())) await page.keyboard.press("Tab");
  while ((await page.locator("input[name=demoId]:checked").inputValue()) !== "demo_data-transformation")
    await page.keyboard.press("ArrowDown");
  for (const [label, items] of [
    ["simple", "40"],
    ["medium", "60"],
    ["complex", "400"],
  ] as const) {
    await tabTo(page, new RegExp(label));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(items);
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/present$/);
  const runId = runIdOf(page);

  await expect(page.locator("li.timeline-row")).toHaveCount(3);
  await tabTo(page, /Actions for complex/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  // disabled while the scenario gets ready
  const pause = page.getByRole("menuitem", { name: "Pause complex" });
  await expect(pause).toBeEnabled();
  while (!(await pause.evaluate((item) => item === document.activeElement))) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator("li.timeline-row").nth(2)).toContainText(/paus/);
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Log and errors" }).press("Enter");
  await expect(page.getByRole("dialog")).toContainText("complex: log and errors");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Actions for complex" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Resume complex" }).press("Enter");

  await expect(advanceButton(page)).toContainText("everyone is here", { timeout: 45_000 });
  await advanceButton(page).focus();
  await page.keyboard.press("Space");
  await expect(page.locator(".gate-opens")).toHaveCSS("animation-duration", "0s");
  await expect.poll(async () => (await app.getRun(runId)).releases.map(({ percent }) => percent)).toEqual([30]);

  await tabTo(page, /Cancel run/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Cancel the run/);
  await page.keyboard.press("Enter");
  await expect(headlineOf(page)).toHaveText("Cancelled");
});

test("[G13] the theme is switched by a key, kept over a reload, and each place has its own", async ({
  app,
  openPresenter,
}) => {
  const page = await openPresenter();
  await expect(page.locator("html")).toHaveClass(/light/);
  const runId = await app.start({
    skill: "data-transformation",
    sync: "free-running",
    items: [5, 6, 7],
    onStage: false,
  });
  await page.goto(`/runs/${runId}/present`);
  await expect(page.locator("html")).toHaveClass(/dark/);
  await expect(page.getByText("The run is complete")).toBeVisible({ timeout: 45_000 });
  await page.keyboard.press("d");
  await expect(page.locator("html")).toHaveClass(/light/);
  await page.reload();
  await expect(page.locator("html")).toHaveClass(/light/);
  await expect(page.getByText("The run is complete")).toBeVisible();
  await page.keyboard.press("d");
  await expect(page.locator("html")).toHaveClass(/dark/);
});
