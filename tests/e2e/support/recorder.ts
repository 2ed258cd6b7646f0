import type { Page } from "@playwright/test";

/** What a window showed from a moment until its next change. */
export type Look = {
  readonly atMs: number;
  readonly rows: number;
  readonly headline: string;
  readonly connection: string;
  readonly percents: string;
};

type Recording = { looks: Look[] };

/** Records every change of what the window shows, with wall time. */
export async function startRecording(page: Page): Promise<void> {
  await page.evaluate(() => {
    const looks: Look[] = [];
    let last = "";
    const look = () => {
      const percents = [...document.querySelectorAll(":is(.timeline-percent, .room-percent):not([inert] *)")].map(
        (each) => each.textContent,
      );
      const headline = document.querySelector("output[aria-live=polite]")?.textContent ?? "";
      const connection = document.querySelector("[data-connection]")?.textContent ?? "";
      const now = {
        rows: percents.length,
        headline,
        connection: connection.replace(/, \d+ ms$/, ""),
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

/** The recording so far; a reload of the page loses it. */
export function readRecording(page: Page): Promise<Look[]> {
  return page.evaluate(() => (globalThis as unknown as Recording).looks);
}

/** Resolves once the window has shown a matching text since that moment, however briefly. */
export async function waitForLook(page: Page, pattern: string, sinceMs: number): Promise<void> {
  await page.waitForFunction(
    ([pattern, sinceMs]) =>
      (globalThis as unknown as Recording).looks.some(
        (look) => look.atMs >= sinceMs && new RegExp(pattern).test(`${look.headline} ${look.connection}`),
      ),
    [pattern, sinceMs] as const,
    { timeout: 20_000 },
  );
}

/** When the window first showed the failure, and when its figures moved again, in ms since the kill; null: not yet. */
export function findReturn(
  looks: readonly Look[],
  trouble: RegExp,
  killedAtMs: number,
): { shownMs: number | null; backMs: number | null } {
  const showsTrouble = ({ headline, connection }: Look) => trouble.test(`${headline} ${connection}`);
  const shownAt = looks.findIndex((look) => look.atMs >= killedAtMs && showsTrouble(look));
  const shown = looks[shownAt];
  const back = shown && looks.slice(shownAt).find((look) => !showsTrouble(look) && look.percents !== shown.percents);
  return { shownMs: shown ? shown.atMs - killedAtMs : null, backMs: back ? back.atMs - killedAtMs : null };
}
