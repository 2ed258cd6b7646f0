import type { Page } from "@playwright/test";

/** What a window showed from a moment on, until it showed something else. */
export type Look = {
  readonly atMs: number;
  readonly rows: number;
  readonly headline: string;
  readonly words: string;
  readonly percents: string;
};

type Recording = { looks: Look[] };

/** Notes every change of what the window shows, with the machine's time. */
export async function startRecording(page: Page): Promise<void> {
  await page.evaluate(() => {
    const looks: Look[] = [];
    let last = "";
    const look = () => {
      const percents = [...document.querySelectorAll("li.timeline-row .timeline-percent")].map((each) => each.textContent);
      const headline = document.querySelector("output[aria-live=polite]")?.textContent ?? "";
      const words = document.querySelector("[data-connection]")?.textContent ?? "";
      const now = { rows: percents.length, headline, words: words.replace(/, \d+ ms$/, ""), percents: percents.join(" ") };
      const seen = JSON.stringify(now);
      if (seen === last) return;
      last = seen;
      looks.push({ atMs: Date.now(), ...now });
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    Object.assign(globalThis, { looks });
  });
}

/** Everything noted so far. The page must not have been loaded anew. */
export function readRecording(page: Page): Promise<Look[]> {
  return page.evaluate(() => (globalThis as unknown as Recording).looks);
}

/** Resolves once the window has shown these words since that moment, however briefly. */
export async function waitForLook(page: Page, words: string, sinceMs: number): Promise<void> {
  await page.waitForFunction(
    ([words, sinceMs]) =>
      (globalThis as unknown as Recording).looks.some(
        (look) => look.atMs >= sinceMs && new RegExp(words).test(`${look.headline} ${look.words}`),
      ),
    [words, sinceMs] as const,
    { timeout: 20_000 },
  );
}

/** When the window first told of the trouble, and when its figures moved again after that, in ms since the kill. */
export function findReturn(looks: readonly Look[], trouble: RegExp, killedAtMs: number): { toldMs: number; backMs: number } {
  const isTroubled = ({ headline, words }: Look) => trouble.test(`${headline} ${words}`);
  const told = looks.findIndex((look) => look.atMs >= killedAtMs && isTroubled(look));
  const last = looks[told];
  const back = looks.slice(told).find((look) => !isTroubled(look) && look.percents !== last?.percents);
  if (last === undefined || back === undefined) throw new Error(`No return from trouble in ${JSON.stringify(looks)}`);
  return { toldMs: last.atMs - killedAtMs, backMs: back.atMs - killedAtMs };
}
