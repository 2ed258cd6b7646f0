import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility.ts";
import { DESKTOP, expect, PHONE, PROJECTOR, test } from "./support/app-fixture.ts";
import { runIdOf } from "./support/stage.ts";

const MAILS = Array.from(
  { length: 24 },
  (_, i) => `Offer ${i},"Buy ${i} now, it is cheap",${i % 3 === 0 ? "ham" : "spam"}`,
);

function file(name: string, lines: readonly string[]) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
}

async function unfold(page: Page): Promise<void> {
  const more = page.getByText("Choose another demo, sizes or mode");
  if (await more.isVisible()) await more.click();
}

test("[B3] [D4] [J1] [J4] a run on an uploaded file, with a spending limit and retries at the presenter's request", async ({
  app,
  openPresenter,
}) => {
  // a refused file is an answer with status 400, which browsers log
  const page = await openPresenter({ brokenNetwork: true });
  await expect(page.getByText(/^Choose a(nother)? demo/).first()).toBeVisible();
  await unfold(page);
  await page.locator('label:has(input[value="demo_text-classification"])').click();
  await expect(page.getByText(/^(At most|About) .* of compute/).first()).toBeVisible();
  await test.step("[G20] a sample lasts a minute, unless sizes are typed in or a file is chosen", async () => {
    await expect(page.getByRole("radio", { name: "1\u00a0min", exact: true })).toBeChecked();
    await expect(page.getByText(/^About 1\u00a0min without holds/).first()).toBeVisible();
    await page.getByRole("spinbutton", { name: "complex" }).fill("2000");
    await expect(page.getByRole("radio", { name: "By sizes" })).toBeChecked();
    await page.getByText("Other", { exact: true }).click();
    await page.getByLabel("Length in seconds").fill("45");
    await expect(page.getByText(/^About 45\u00a0s without holds/).first()).toBeVisible();
  });

  const chooser = page.getByLabel("Data file");
  await chooser.setInputFiles(file("bad.csv", ["text,label", "hello,spam", "bye,maybe"]));
  await expect(page.getByText("row 2 (line 3), column label: must be spam or ham")).toBeVisible();
  await chooser.setInputFiles(file("mails.csv", ["subject,text,label", ...MAILS]));
  await expect(page.getByText("mails.csv")).toBeVisible();
  await expect(page.getByRole("radio", { name: "By sizes" })).toBeChecked();
  await expect(page.getByRole("cell", { name: "Buy 0 now, it is cheap" })).toBeVisible();
  for (const [label, items] of [
    ["simple", "10"],
    ["medium", "15"],
    ["complex", "24"],
  ] as const)
    await expect(page.getByRole("spinbutton", { name: label })).toHaveValue(items);

  await page.getByText("Failures, limits and cost").click();
  await page.getByText("Ask me").click();
  await page.getByLabel("Spending limit").selectOption("busy-seconds");
  await expectAccessible(page, "the start form, unfolded");

  await test.step("what is missing is asked for, even where it was folded away", async () => {
    await page.getByText("Failures, limits and cost").click();
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await expect(page.getByLabel("Limit in seconds of compute")).toBeFocused();
  });

  await page.keyboard.type("300");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.waitForURL(/\/present$/);
  await expect(page.getByRole("region", { name: "Cost" })).toContainText(
    "of the spending limit, 5\u00a0min of compute",
  );
  const [queued] = await app.events(runIdOf(page));
  if (queued?.type !== "run.queued") throw new Error("A run begins with run.queued");
  expect(queued.spec).toMatchObject({
    input: { name: "mails.csv", rows: 24 },
    retry: { mode: "presenter", limit: 3 },
    costCap: { unit: "busy-seconds", limit: 300 },
  });
  expect(queued.spec.scenarios.map(({ items }) => items)).toEqual([10, 15, 24]);
});

const SIZES = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  PROJECTOR,
  PHONE,
  { width: 360, height: 640 },
  // 1280×720 at 150 % zoom
  { width: 853, height: 480 },
];

/** Where keyboard focus is: free to see, or covered by the bar at the foot. */
function findCoveredFocus(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const foot = document.querySelector("[data-testid=start-foot]");
    if (focused === null || focused === document.body || foot === null || foot.contains(focused)) return null;
    const seen = focused.matches(".sr-only") ? (focused.closest("label") ?? focused) : focused;
    const { top } = seen.getBoundingClientRect();
    return top < foot.getBoundingClientRect().top ? null : `${focused.tagName} ${focused.textContent}`;
  });
}

test("[G13] [J1] Start and its estimate are in sight at every window size, and cover nothing that is focused", async ({
  openPresenter,
}) => {
  const page = await openPresenter();
  await unfold(page);
  const foot = page.getByTestId("start-foot");
  const lead = foot.getByText(/^(At most|About) .* of compute/).first();
  await expect(lead).toBeVisible();
  for (const folded of [true, false]) {
    if (!folded) await page.getByText("Failures, limits and cost").click();
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await page.evaluate(() => window.scrollTo(0, 0));
      for (const part of [foot.getByRole("button", { name: "Start", exact: true }), lead])
        await expect(part, JSON.stringify({ size, folded })).toBeInViewport({ ratio: 1 });
    }
  }
  await page.locator("input[name=demoId]:checked").focus();
  while (
    !(await foot.getByRole("button", { name: "Start", exact: true }).evaluate((el) => el === document.activeElement))
  ) {
    expect(await findCoveredFocus(page)).toBeNull();
    await page.keyboard.press("Tab");
  }
});

async function topOf(part: Locator): Promise<number> {
  return (await part.boundingBox())?.y ?? NaN;
}

async function bottomOf(part: Locator): Promise<number> {
  const box = await part.boundingBox();
  return box === null ? NaN : box.y + box.height;
}

test("[B1] [J1] the form reports sizes that do not ascend, what is missing, and the length of a demo's last run", async ({
  app,
  openPresenter,
}) => {
  const run = { skill: "data-transformation", demoId: "demo_data-transformation", hold: "none", items: [20, 40, 80] };
  await app.untilRun(await app.start({ ...run, onStage: false }), "it ends", ({ finishedAt }) => finishedAt !== null);
  const page = await openPresenter();
  await unfold(page);
  const card = page.locator('label:has(input[value="demo_data-transformation"])');
  await expect(card).toContainText(/Last run: [\d.]+\s(ms|s) without holds, with 20\s\/\s40\s\/\s80/);
  await card.click();
  const [simple, medium] = ["simple", "medium"].map((name) => page.getByRole("spinbutton", { name }));
  if (simple === undefined || medium === undefined) throw new Error("unreachable");
  const order = page.locator("#items-order");
  await expect(order).toBeEmpty();
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.evaluate(() => window.scrollTo(0, 0));
  await simple.fill("1500");
  await expect(order).toHaveText(
    "simple is larger than medium. The run shows the scenarios from small to large: medium, simple and complex.",
  );
  const foot = page.getByTestId("start-foot");
  await expect.poll(async () => (await bottomOf(order)) - (await topOf(foot))).toBeLessThanOrEqual(0);
  await expectAccessible(page, "sizes that fall");
  await medium.fill("1500");
  await expect(order).toHaveText("simple and medium have the same size, so they show no growth between them.");
  await medium.fill("1600");
  await expect(order).toBeEmpty();
  await simple.fill("");
  await expect(foot).toContainText("Cannot start yet. Check “simple”.");
  await simple.fill("500");
  await expect(foot).toContainText(/of compute/);
});

test("[O3] a presenter signs out, and this browser's session has ended", async ({ app, openWindow }) => {
  const page = await openWindow({ viewport: DESKTOP });
  await page.goto(app.presenterUrl);
  await page.waitForURL(`${app.origin}/`);
  await page.getByRole("button", { name: "Display and account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(/\/enter$/);
  await page.goto("/");
  await page.waitForURL(/\/enter\?/);
});
