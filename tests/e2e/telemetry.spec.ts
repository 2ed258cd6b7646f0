import { startLangfuse } from "../telemetry/support/langfuse-stand-in.ts";
import { startTestApp } from "../support/test-app.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { DESKTOP, expect, PHONE, test as base } from "./support/app-fixture.ts";

const KEYS = { publicKey: "pk-lf-test", secretKey: "sk-lf-test" };

type Langfuse = Awaited<ReturnType<typeof startLangfuse>>;
const test = base.extend<object, { langfuse: Langfuse }>({
  langfuse: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const langfuse = await startLangfuse(KEYS);
      await use(langfuse);
      await langfuse.close();
    },
    { scope: "worker" },
  ],
  app: [
    async ({ langfuse }, use) => {
      const app = await startTestApp({
        env: {
          LANGFUSE_PUBLIC_KEY: KEYS.publicKey,
          LANGFUSE_SECRET_KEY: KEYS.secretKey,
          LANGFUSE_BASE_URL: langfuse.url,
        },
      });
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

test("[F5] a presenter goes from a run to its session in Langfuse, sends the judge's answers there, and sees what leaves", async ({
  app,
  langfuse,
  openPresenter,
}) => {
  const id = await app.start({ skill: "text-classification", items: [20, 30], sync: "free-running", onStage: false });
  await app.untilRun(id, "it ends", ({ finishedAt }) => finishedAt !== null);
  const page = await openPresenter({ viewport: DESKTOP });
  await page.goto(`/runs/${id}`);
  await page.getByRole("main").getByText("In your monitoring tools").click();
  const link = page.getByRole("link", { name: "Open in Langfuse" });
  await expect(link).toHaveAttribute("href", `${langfuse.url}/project/project%207/sessions/${id}`);
  await expect(link).toHaveAttribute("rel", /noopener/);
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(page.getByRole("main").getByText("All sent", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Send as an experiment to Langfuse" }).click();
  await expect(page.getByText(/^Sent: \d+ items$/)).toBeVisible();
  expect(langfuse.datasets.items.size).toBeGreaterThan(0);
  await expectAccessible(page, "how far a run has been sent");

  await page.getByRole("link", { name: "Privacy" }).click();
  await expect(page.getByRole("heading", { name: "Langfuse" })).toBeVisible();
  await expect(page.getByText("Runs are sent to 1 receiver")).toBeVisible();
  await expect(page.getByText(langfuse.url, { exact: true })).toBeVisible();
  expect(await page.content()).not.toMatch(/sk-lf-test|pk-lf-test/);
  await expectAccessible(page, "what leaves this machine");
});

test("[F5] the page of what leaves fits a phone, and is found in its menu", async ({ openPresenter }) => {
  const page = await openPresenter({ viewport: PHONE, hasTouch: true });
  await page.getByRole("button", { name: "Display and account" }).click();
  await page.getByRole("menuitem", { name: "What leaves this machine" }).click();
  await page.waitForURL("/settings");
  await expect(page.getByRole("heading", { name: "Langfuse" })).toBeVisible();
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(tooWide).toBeLessThanOrEqual(0);
});
