import type { Page } from "@playwright/test";
import type { RunEventOf } from "../../lib/core/run/events.ts";
import { RULES } from "../../lib/core/judgement/text/rules.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { listPaperFaults } from "./support/paper-faults.ts";
import { DESKTOP, expect, PHONE, PROJECTOR, test } from "./support/app-fixture.ts";

const RUN = { skill: "text-classification", sync: "free-running", items: [40, 120, 320], seed: 5, onStage: false };
const LAPTOP = { width: 1280, height: 720 };
/** Between the margins of the sheets, in px. */
const A4 = { width: 703, height: 1_032 };
const LETTER = { width: 725, height: 965 };
const A4_SIDEWAYS = { width: 1_047, height: 718 };

test("[I5] [C8] [B8] [I1] [G19] from the end of a run to its results, the evidence of a sentence, the items of a score and back", async ({
  app,
  openPresenter,
}) => {
  const id = await app.start(RUN);
  await app.untilRun(id, "it ends", ({ finishedAt }) => finishedAt !== null);
  const finished = (await app.events(id)).find(
    (event): event is RunEventOf<"run.finished"> => event.type === "run.finished",
  );
  const { judgement, scenarios } = finished?.results ?? { judgement: null, scenarios: [] };
  if (judgement === null) throw new Error("The run has no judgement");
  const page = await openPresenter({ viewport: DESKTOP });

  await page.goto(`/runs/${id}/present`);
  await expect(page.getByText("The run is complete")).toBeVisible();
  await page.getByRole("link", { name: "Results slide" }).click();
  await page.waitForURL(`**/runs/${id}/results`);
  await expect(page.getByText(judgement.headline.text).first()).toBeVisible();
  await expect(page.locator("svg.recharts-surface").first()).toBeVisible();
  await expectAccessible(page, "the closing slide");

  await test.step("a sentence opens its rule and its rows", async () => {
    const { statement } = judgement.growth;
    await page.getByRole("button", { name: `Why: ${statement.text}`, exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Evidence" });
    await expect(dialog).toContainText(statement.text);
    await expect(dialog).toContainText(RULES[statement.rule]?.formula ?? "no such rule");
    await expect(dialog.getByRole("row")).toHaveCount(statement.rows.length + 1);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  });

  await test.step("a verdict is a word and opens its figures", async () => {
    const metric = judgement.comparative.find((each) => each.id === "quality-scaling");
    if (metric === undefined) throw new Error("Nothing was compared");
    const tile = page.getByRole("list", { name: "Verdicts" }).getByRole("button").filter({ hasText: metric.label });
    await expect(tile).toContainText(metric.verdict);
    await tile.click();
    await expect(page.getByRole("dialog")).toContainText(metric.statement.text);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  await test.step("a score opens the items that lowered it, as the API returns them", async () => {
    const largest = scenarios.at(-1);
    if (largest === undefined) throw new Error("The run has no scenario");
    await page.getByRole("button", { name: new RegExp(`^Quality of ${largest.label}`) }).click();
    const dialog = page.getByRole("dialog", { name: `${largest.label}: what lowered the score` });
    const { body } = await app.call(`/api/runs/${id}/scenarios/${largest.scenarioId}/items?limit=30`);
    const { items } = body as { items: { index: number; outcome: string }[] };
    expect(items.length).toBeGreaterThan(0);
    await expect(dialog.getByRole("rowheader")).toHaveText(items.map(({ index }) => `#${index + 1}`));
    await expect(dialog).toContainText(items[0]?.outcome ?? "");
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
  });

  await test.step("a typed size gets an answer with its evidence; anything else gets a hint", async () => {
    const size = page.getByRole("textbox", { name: /^What about another number of/ });
    await size.fill("a lot");
    await expect(page.getByText("Enter a number such as")).toBeVisible();
    await size.fill("10,000");
    await expect(page.getByText(/^10,000 mails: .* of work/)).toBeVisible();
    await page.getByRole("button", { name: /^Why: 10,000 mails/ }).click();
    await expect(page.getByRole("dialog")).toContainText(RULES["extrapolation"]?.title ?? "");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await size.fill("");
    await size.blur();
  });

  await test.step("everything important fits on one screen", async () => {
    for (const viewport of [DESKTOP, PROJECTOR]) {
      await page.setViewportSize(viewport);
      await expect.poll(() => bottomOf(page, ".slide-sheet")).toBeLessThanOrEqual(viewport.height + 1);
    }
    await page.setViewportSize(PHONE);
    await expectAccessible(page, "the closing slide on a phone");
    await page.setViewportSize(DESKTOP);
  });

  await test.step("a clicker's back leads to the console, and the review has the same results", async () => {
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.keyboard.press("PageUp");
    await page.waitForURL(`**/runs/${id}/present`);
    await page.goto(`/runs/${id}`);
    await expect(page.locator(".review-picture svg")).toBeVisible();
    await expect(page.getByText(judgement.headline.text).first()).toBeHidden();
    await openSection(page, "Judgement and evidence");
    await expect(page.getByText(judgement.headline.text).first()).toBeVisible();
    await openSection(page, "Memory and workers");
    await expect(page).toHaveURL(/#resources$/);
    await expect(page.getByRole("figure").filter({ hasText: "Memory of the largest worker" })).toBeVisible();
    await expect(page.getByRole("table", { name: "Memory and workers over time" }).first()).toContainText("MB");
  });

  await test.step("the folded review is three screens at most; a link opens the section with its target", async () => {
    await page.setViewportSize(LAPTOP);
    await page.goto(`/runs/${id}`);
    await expect(page.locator(".review-picture svg")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(3 * LAPTOP.height);
    await page.goto(`/runs/${id}#events`);
    await expect(page.getByRole("heading", { name: /^Events/ })).toBeInViewport();
    await page.getByRole("button", { name: "Open all" }).click();
    for (const fold of await page.locator("details.fold").all()) await expect(fold).toHaveAttribute("open", "");
    await expectAccessible(page, "the whole review");
    await page.getByRole("button", { name: "Close all" }).click();
    await expect(page.locator("details.fold[open]")).toHaveCount(0);
  });

  await test.step("on paper the review is light and complete, at any width, without controls; the slide is one sheet", async () => {
    await page.evaluate(() => document.documentElement.classList.replace("light", "dark"));
    await expectPaper(page, [A4, LETTER]);
    const sheets = listSheets(await page.pdf({ format: "A4" }));
    expect(sheets.length).toBeGreaterThan(1);
    expect(sheets.every(({ width, height }) => width < height)).toBe(true);
    await page.goto(`/runs/${id}/results`);
    await expect(page.locator(".slide-picture svg")).toBeVisible();
    await expectPaper(page, [A4_SIDEWAYS]);
    for (const format of ["A4", "Letter"]) {
      const [sheet, ...more] = listSheets(await page.pdf({ format }));
      expect(more).toEqual([]);
      expect(sheet?.width).toBeGreaterThan(sheet?.height ?? 0);
    }
  });
});

async function openSection(page: Page, title: string): Promise<void> {
  await page.getByRole("heading", { name: title, level: 2 }).click();
}

/** In print media, at the widths between the margins of the sheets. */
async function expectPaper(page: Page, sheets: readonly { width: number; height: number }[]): Promise<void> {
  const screen = page.viewportSize() ?? LAPTOP;
  await page.emulateMedia({ media: "print" });
  for (const sheet of sheets) {
    await page.setViewportSize(sheet);
    await expect.poll(() => page.evaluate(listPaperFaults), { message: `${sheet.width} px` }).toEqual([]);
  }
  await page.emulateMedia({ media: null });
  await page.setViewportSize(screen);
}

/** The sizes of the sheets of a PDF. */
function listSheets(pdf: Buffer): { width: number; height: number }[] {
  return [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(
    ([, width, height]) => ({
      width: Number(width),
      height: Number(height),
    }),
  );
}

function bottomOf(page: Page, selector: string): Promise<number> {
  return page.locator(selector).evaluate((element) => Math.floor(element.getBoundingClientRect().bottom));
}
