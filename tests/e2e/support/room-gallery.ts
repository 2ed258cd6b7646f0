import { fileURLToPath } from "node:url";
import type { Browser, Page } from "@playwright/test";
import { createServer } from "vite";
import type { ShownRoom } from "./gallery/room-scenes.tsx";
import { measureRoom, type MeasuredRoom } from "./room-measure.ts";

const CONFIG = fileURLToPath(new URL("./gallery/vite.config.ts", import.meta.url));

export type RoomGallery = {
  readonly page: Page;
  /** shows a state; resolves once its picture stands */
  show(room: ShownRoom): Promise<void>;
  measure(room: ShownRoom): Promise<MeasuredRoom>;
  close(): Promise<void>;
};

/** One page that shows the room in any state, without a product behind it. */
export async function openRoomGallery(browser: Browser): Promise<RoomGallery> {
  const server = await createServer({ configFile: CONFIG, logLevel: "error" });
  await server.listen();
  const origin = server.resolvedUrls?.local[0];
  if (origin === undefined) throw new Error("The gallery's server has no address");
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${origin}tests/e2e/support/gallery/index.html?view=room&state=running`);
  await page.locator("svg.recharts-surface").waitFor({ timeout: 60_000 });
  await page.evaluate(() => document.fonts.ready);
  const show = (room: ShownRoom) => page.evaluate(showAndSettle, room);
  return {
    page,
    show,
    async measure(room) {
      await show(room);
      return page.evaluate(measureRoom);
    },
    async close() {
      await context.close();
      await server.close();
    },
  };
}

/** The chart is drawn once it knows its size; positions stand when two frames agree. */
async function showAndSettle(room: ShownRoom): Promise<void> {
  (globalThis as unknown as { showRoom: (room: ShownRoom) => void }).showRoom(room);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const look = () => {
    const chart = document.querySelector(".room-trend");
    const isDrawn = chart === null || chart.querySelector("svg text") !== null;
    const { width, height } = chart?.querySelector("svg")?.getBoundingClientRect() ?? { width: 0, height: 0 };
    return isDrawn ? `${width}×${height} ${document.querySelectorAll(".room-canvas text").length}` : null;
  };
  for (let before: string | null = null, i = 0; i < 120; i += 1) {
    await frame();
    const now = look();
    if (now !== null && now === before) return;
    before = now;
  }
  throw new Error(`The picture of ${JSON.stringify(room)} does not settle`);
}
