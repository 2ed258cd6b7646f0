import { expect, test } from "@playwright/test";
import { SAMPLE_GROWTHS } from "../support/sample-growth.ts";
import { listCanvasFaults } from "./support/canvas-faults.ts";
import { startGallery, type GalleryServer } from "./support/gallery/start-gallery.ts";

const SIZES = [
  { width: 1_280, height: 720 },
  { width: 1_024, height: 768 },
  { width: 390, height: 844 },
  { width: 360, height: 640 },
  { width: 844, height: 390 },
];
/** The same picture, only larger: for a few results. */
const LARGER = [
  { width: 1_920, height: 1_080 },
  { width: 3_840, height: 2_160 },
];
const ALSO_LARGER = 3;
const ENDINGS = ["complete", "partial", "failed"].flatMap((ending) =>
  [1, 2, 3, 6].map((scenarios) => `ending=${ending}&scenarios=${scenarios}`),
);
const QUERIES = [
  ...SAMPLE_GROWTHS.map((growth) => `growth=${growth}`),
  ...ENDINGS,
  ...["growth=cliff", "growth=fault", "growth=falling", "ending=failed&scenarios=6", "ending=partial&scenarios=6"].map(
    (query) => `${query}&names=long`,
  ),
  ...[1, 2, 3].map((page) => `ending=partial&scenarios=6&names=long&page=${page}`),
  "growth=linear&whatif=20000",
  "growth=power&whatif=100000",
  "growth=falling&whatif=800&theme=light",
  ...[1, 2, 3].flatMap((page) => [`growth=linear&page=${page}`, `ending=partial&scenarios=6&page=${page}&theme=light`]),
];

const softly = expect.configure({ soft: true });
let gallery: GalleryServer;
test.beforeAll(async () => {
  gallery = await startGallery();
});
test.afterAll(() => gallery.stop());

test("[G12] [G19] the result fits every screen: nothing cut, overlapping, outside or too small", async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const page = await browser.newPage({ reducedMotion: "reduce" });
  for (const [at, query] of QUERIES.entries()) {
    const shown = page.locator(".room-result-sentence, .room-result-page");
    // a cold server bundles what it meets, and drops the page that it met it in
    await expect(async () => {
      await page.goto(gallery.url(`view=audience&screen=result&${query}`));
      await expect(shown).toBeVisible({ timeout: 15_000 });
    }).toPass();
    for (const size of at < ALSO_LARGER ? [...SIZES, ...LARGER] : SIZES) {
      await page.setViewportSize(size);
      await page.waitForFunction(
        ({ width, height }) => innerWidth === width && innerHeight === height && document.fonts.status === "loaded",
        size,
      );
      const where = `${query} ${size.width}×${size.height}`;
      await softly.poll(() => page.evaluate(listCanvasFaults), { message: where, timeout: 5_000 }).toEqual([]);
    }
  }
});
