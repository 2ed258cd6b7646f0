import type { Browser, ConsoleMessage, Page } from "puppeteer-core";

/** A window of somebody with a session of their own, and the faults in it. */
export type Window = { readonly page: Page; readonly faults: string[] };

type Size = { readonly width: number; readonly height: number };

/** Opens a window; whatever it throws or warns of becomes a fault. */
export async function openWindow(browser: Browser, { width, height }: Size): Promise<Window> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`threw: ${String(error)}`));
  page.on("console", (message: ConsoleMessage) => {
    if (["error", "warn"].includes(message.type())) faults.push(`console ${message.type()}: ${message.text()}`);
  });
  return { page, faults };
}

/** Waits until the element shows a text that matches, and returns it. Throws what it showed instead. */
export async function waitForText(page: Page, selector: string, pattern: RegExp, timeoutMs = 60_000): Promise<string> {
  const read = () => page.$eval(selector, (element) => element.textContent).catch(() => null);
  try {
    await page.waitForFunction(
      (selector, source) => new RegExp(source).test(document.querySelector(selector)?.textContent ?? ""),
      // windows behind another one get no animation frames
      { timeout: timeoutMs, polling: "mutation" },
      selector,
      pattern.source,
    );
  } catch (cause) {
    throw new Error(`${page.url()}: ${selector} shows ${JSON.stringify(await read())}, not ${pattern}`, { cause });
  }
  return (await read()) ?? "";
}
