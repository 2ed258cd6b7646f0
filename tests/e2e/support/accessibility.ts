import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** axe finds nothing on the page as it stands, and nothing sticks out at its side. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
  expect(found, where).toEqual([]);
  const excessPx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excessPx, `${where} is wider than its window`).toBeLessThanOrEqual(0);
}
