import { expect, type Locator, type Page } from "@playwright/test";

/** Rows of scenarios, on the console and in the room; not those of the console's preview of the room. */
export const ROWS = ":is(li.timeline-row, li.room-lane):not([inert] *)";

/** The badge of a live picture, not that of the console's preview of the room. */
export const LIVE_MARK = '[data-mark="live"]:not([inert] *)';

/** Name and percentage of each scenario's row. */
export function readRows(page: Page): Promise<string[]> {
  return page.locator(ROWS).evaluateAll((rows) =>
    rows.map((row) => {
      const name = row.querySelector(".timeline-name > span, .room-name b")?.textContent.trim();
      const percent = row.querySelector(".timeline-percent, .room-percent")?.textContent.replaceAll(/\D/g, "");
      return `${name} ${percent} %`;
    }),
  );
}

/** The headline, as announced to screen readers. */
export function headlineOf(page: Page): Locator {
  return page.locator("output[aria-live=polite]").first();
}

export function advanceButton(page: Page): Locator {
  return page.getByTestId("advance");
}

/** Both windows show everyone at the milestone, with the same figures. */
export async function expectHold(percent: number, presenter: Page, audience: Page): Promise<void> {
  const title = `Everyone is at ${percent} %`;
  await expect(headlineOf(presenter)).toHaveText(title, { timeout: 45_000 });
  await expect(headlineOf(audience)).toHaveText(title);
  await expect(advanceButton(presenter)).toContainText("everyone is here");
  const rows = await readRows(presenter);
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row).toContain(`${percent} %`);
  await expect.poll(() => readRows(audience)).toEqual(rows);
}

export function runIdOf(page: Page): string {
  const id = /\/runs\/([^/?#]+)/.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`${page.url()} is not a page of a run`);
  return id;
}

/** Chooses sizes in the start form and starts. */
export async function startFromHome(
  page: Page,
  items: { simple: number; medium: number; complex: number },
  skillId: string,
): Promise<string> {
  const more = page.getByText("Choose another demo, sizes or mode");
  if (await more.isVisible()) await more.click();
  await page.locator(`label:has(input[value="demo_${skillId}"])`).click();
  for (const [label, count] of Object.entries(items))
    await page.getByRole("spinbutton", { name: label }).fill(String(count));
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.waitForURL(/\/present$/);
  return runIdOf(page);
}

/** The timeline as a table: every span, hold and release of the run. */
export function readTimelineTable(page: Page): Promise<string[]> {
  return page.getByRole("table", { name: "What each scenario did when" }).getByRole("row").allInnerTexts();
}
