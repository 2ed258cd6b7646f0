import { test as base, expect, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { startTestApp, type TestApp } from "../../support/test-app.ts";

export { expect };

/** One person's browser window, and all its faults. */
export type Window = { readonly page: Page; readonly faults: string[] };

type WindowOptions = Pick<BrowserContextOptions, "viewport" | "hasTouch" | "reducedMotion"> & {
  /** connections may fail: the test breaks them */
  readonly brokenNetwork?: boolean;
};

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };
export const PROJECTOR = { width: 1024, height: 768 };

type Fixtures = {
  /** Opens a fresh window; any fault in it fails the test at its end. */
  openWindow: (options?: WindowOptions) => Promise<Page>;
  /** A window of the presenter, signed in by the printed link. */
  openPresenter: (options?: WindowOptions) => Promise<Page>;
};

type Shared = {
  app: TestApp;
  /** an app that no other test file uses */
  untouched: boolean;
};

export const test = base.extend<Fixtures, Shared>({
  untouched: [false, { option: true, scope: "worker" }],
  app: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const app = await startTestApp();
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  openWindow: async ({ browser, app }, use) => {
    const windows: Window[] = [];
    await use(async (options = {}) => {
      const window = await openGuarded(browser, app.origin, options);
      windows.push(window);
      return window.page;
    });
    for (const { page } of windows) await page.context().close();
    expect(windows.flatMap(({ faults }) => faults)).toEqual([]);
  },
  openPresenter: async ({ openWindow, app }, use) => {
    await use(async (options = {}) => {
      const page = await openWindow({ viewport: DESKTOP, ...options });
      await page.goto(app.presenterUrl);
      await page.waitForURL(`${app.origin}/`);
      return page;
    });
  },
});

export async function openGuarded(
  browser: Browser,
  origin: string,
  { brokenNetwork = false, ...options }: WindowOptions,
): Promise<Window> {
  const context = await browser.newContext({ ...options, baseURL: origin });
  const faults: string[] = [];
  const { host } = new URL(origin);
  const isForeign = (url: string) => /^(https?|wss?):/.test(url) && new URL(url).host !== host;
  context.on("request", (request) => {
    if (isForeign(request.url())) faults.push(`left the origin: ${request.url()}`);
  });
  context.on("weberror", (error) => faults.push(`threw: ${String(error.error())}`));
  context.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    if (brokenNetwork && /WebSocket connection|Failed to load resource|net::ERR_/.test(message.text())) return;
    faults.push(`console ${message.type()} on ${message.page()?.url() ?? "?"}: ${message.text()}`);
  });
  const page = await context.newPage();
  page.on("websocket", (socket) => {
    if (isForeign(socket.url())) faults.push(`left the origin: ${socket.url()}`);
  });
  return { page, faults };
}
