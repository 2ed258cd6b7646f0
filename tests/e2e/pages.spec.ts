import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility.ts";
import { DESKTOP, expect, PHONE, test } from "./support/app-fixture.ts";
import { headlineOf } from "./support/stage.ts";

const RUN = { skill: "data-transformation", sync: "milestone", items: [20, 40, 80], seed: 3 };
let ended: string;
let held: string;

test.beforeAll(async ({ app }) => {
  ended = await app.start({ ...RUN, hold: "none", onStage: false });
  await app.untilRun(ended, "it ends", ({ finishedAt }) => finishedAt !== null);
  held = await app.start({ ...RUN, hold: "presenter", notes: { "30": "Say this." }, onStage: true });
  await app.untilRun(held, "it holds", ({ status }) => status === "holding");
});

test.afterAll(async ({ app }) => {
  await app.call(`/api/runs/${held}/commands`, { id: `${held}-end`, type: "cancel" });
});

for (const [device, viewport] of [
  ["desktop", DESKTOP],
  ["phone", PHONE],
] as const) {
  test(`[G13] [O2] axe finds nothing on any page, dark or light, on a ${device}; nothing leaves the origin, no error is logged`, async ({
    app,
    openWindow,
  }) => {
    const page = await openWindow({ viewport, hasTouch: device === "phone" });
    await page.goto("/enter");
    await expectAccessible(page, "signing in");
    await page.goto("/join?code=wrong");
    await expect(page.getByText("Codes have 6 letters or digits")).toBeVisible();
    await expectAccessible(page, "joining");
    await page.goto(app.audienceUrl);
    await expect(headlineOf(page)).toHaveText("Everyone is at 30 %");
    await expect(page.locator("svg.recharts-surface").first()).toBeVisible();
    await expectAccessible(page, "the audience at a hold");

    await page.goto(app.presenterUrl);
    await page.waitForURL("/");
    await expect(page.getByRole("button", { name: "Start", exact: true })).toBeVisible();
    await expectAccessible(page, "home");
    await page.goto("/runs");
    await expect(page.getByRole("rowheader").first()).toBeVisible();
    await expectAccessible(page, "past runs");
    await page.goto("/runs?q=nothing+has+this+name");
    await expect(page.getByText("No run matches these filters.").last()).toBeVisible();
    await expectAccessible(page, "no past runs");
    await page.goto("/storage");
    await expect(page.getByRole("rowheader", { name: /^Events/ })).toBeVisible();
    await expectAccessible(page, "storage");
    await page.goto("/settings");
    await expect(page.getByText("No copies of runs leave this machine")).toBeVisible();
    await expectAccessible(page, "what leaves this machine");
    await page.goto(`/runs/${ended}`);
    await expect(page.locator(".review-picture svg")).toBeVisible();
    await expectAccessible(page, "the folded review");
    await page.getByRole("button", { name: "Delete…" }).click();
    await expect(page.getByRole("dialog", { name: "Delete this run?" })).toBeVisible();
    await expectAccessible(page, "deleting a run");
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.goto(`/runs/${ended}/present`);
    await expect(page.getByText("The run is complete")).toBeVisible();
    await expectAccessible(page, "the console of a finished run");
    await page.goto(`/runs/${held}/present`);
    await expect(page.getByTestId("advance")).toContainText("everyone is here");
    await expect(page.locator("svg.recharts-surface").first()).toBeVisible();
    await expectAccessible(page, "the console at a hold");
    await expectDialogsAccessible(page);
  });
}

async function expectDialogsAccessible(page: Page): Promise<void> {
  for (const [key, title] of [
    ["j", "Join the audience view"],
    ["F1", "Keys"],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole("dialog", { name: title })).toBeVisible();
    await expectAccessible(page, `the dialog "${title}"`);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await page.getByRole("button", { name: "Actions for medium" }).click();
  await page.getByRole("menuitem", { name: "Log and errors" }).click();
  await expect(page.getByRole("dialog")).toContainText("medium: log and errors");
  await expectAccessible(page, "a scenario's log");
  await page.keyboard.press("Escape");
}

test("an unknown page and an unknown run say so, and axe finds nothing there", async ({ openWindow, app }) => {
  const page = await openWindow({ viewport: DESKTOP, brokenNetwork: true });
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await expectAccessible(page, "an unknown page");
  await page.goto(app.presenterUrl);
  await page.waitForURL("/");
  await page.goto("/runs/run_0190");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await page.goto("/a/ZZZZZZ");
  await expect(page.getByRole("main")).toContainText("This page cannot follow the run");
  await expectAccessible(page, "a code of no stage");
});
