import { expectAccessible } from "./support/accessibility.ts";
import { expect, test } from "./support/app-fixture.ts";
import { runIdOf } from "./support/stage.ts";

const MAILS = Array.from(
  { length: 24 },
  (_, i) => `Offer ${i},"Buy ${i} now, it is cheap",${i % 3 === 0 ? "ham" : "spam"}`,
);

function file(name: string, lines: readonly string[]) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
}

test("[B3] [D4] [J1] [J4] a run on an uploaded file, with a spending limit and retries at the presenter's request", async ({
  app,
  openPresenter,
}) => {
  // a refused file is an answer with status 400, which browsers log
  const page = await openPresenter({ brokenNetwork: true });
  await expect(page.getByText(/^Choose a(nother)? demo/).first()).toBeVisible();
  const more = page.getByText("Choose another demo, sizes or mode");
  if (await more.isVisible()) await more.click();
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
    ["simple", "3"],
    ["medium", "9"],
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
  expect(queued.spec.scenarios.map(({ items }) => items)).toEqual([3, 9, 24]);
});
