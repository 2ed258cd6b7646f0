import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The other theme differs only in its colours. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** axe finds nothing on the page in both themes, and nothing overflows at the side. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // colours in transition between the themes would be judged otherwise
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await findViolations(page), where).toEqual([]);
  await switchTheme(page);
  expect(await analyze(new AxeBuilder({ page }).withRules(COLOUR_RULES)), `${where}, other theme`).toEqual([]);
  await switchTheme(page);
  await expectFits(page, where);
}

/** Nothing overflows at the side; a phone's page fits 320 px too (WCAG 1.4.10). */
async function expectFits(page: Page, where: string): Promise<void> {
  const own = page.viewportSize();
  const isPhone = own !== null && own.width < 500;
  if (isPhone) await page.setViewportSize({ ...own, width: 320 });
  const excessPx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excessPx, `${where} is wider than its window`).toBeLessThanOrEqual(0);
  if (isPhone) await page.setViewportSize(own);
}

/** What axe finds on the page as it is. */
export function findViolations(page: Page): Promise<string[]> {
  return analyze(new AxeBuilder({ page }).withTags(RULES));
}

async function analyze(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.options({ resultTypes: ["violations"] }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

async function switchTheme(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const theme of ["dark", "light"]) document.documentElement.classList.toggle(theme);
  });
}
