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
      const percents = [...document.querySelectorAll("li.timeline-row .timeline-percent")].map(
        (each) => each.textContent,
      );
      const headline = document.querySelector("output[aria-live=polite]")?.textContent ?? "";
      const words = document.querySelector("[data-connection]")?.textContent ?? "";
      const now = {
        rows: percents.length,
        headline,
        words: words.replace(/, \d+ ms$/, ""),
        percents: percents.join(" "),
      };
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

/** When the window first told of the trouble, and when its figures moved again after that, in ms since the kill; null: not yet. */
export function findReturn(
  looks: readonly Look[],
  trouble: RegExp,
  killedAtMs: number,
): { toldMs: number | null; backMs: number | null } {
  const isTroubled = ({ headline, words }: Look) => trouble.test(`${headline} ${words}`);
  const toldAt = looks.findIndex((look) => look.atMs >= killedAtMs && isTroubled(look));
  const told = looks[toldAt];
  const back = told && looks.slice(toldAt).find((look) => !isTroubled(look) && look.percents !== told.percents);
  return { toldMs: told ? told.atMs - killedAtMs : null, backMs: back ? back.atMs - killedAtMs : null };
}
