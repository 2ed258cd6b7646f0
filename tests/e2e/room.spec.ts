import { expect, test } from "@playwright/test";
import { ROOM_STATES, type RoomStateName } from "../support/room-states.ts";
import { findViolations } from "./support/accessibility.ts";
import type { ShownRoom } from "./support/gallery/room-scenes.tsx";
import { openRoomGallery, type RoomGallery } from "./support/room-gallery.ts";
import type { Box, MeasuredRoom, MeasuredText } from "./support/room-measure.ts";

const HALLS = ["1280x720", "1366x768", "1920x1080", "3840x2160", "1024x768"] as const;
const PHONES = ["390x844", "360x640", "844x390"] as const;
/** One picture, only larger. */
const ALIKE = ["1280x720", "1920x1080", "3840x2160"] as const;

/** The least size of a text: a part of a hall's height, px in a hand. */
const HALL_PART = 1 / 40;
const HAND_PX = 11;
const TARGET_PX = 44;
/** Part of a hall's lowest third that shows something: the run, and the lobby. Black and white pictures are meant to be empty. */
const LOWEST = { run: 0.45, lobby: 0.1 } as const;

const LONG: readonly RoomStateName[] = ["preparing", "waiting", "gathered", "held", "blocked", "two-faults", "capped"];
const COUNTED: readonly RoomStateName[] = ["running", "waiting", "gathered", "released", "held", "finished"];
const LIGHT: readonly RoomStateName[] = ["lobby", "waiting", "held", "two-faults", "spotlight-point", "offline"];

const CASES: readonly ShownRoom[] = [
  ...ROOM_STATES.map((name): ShownRoom => ({ name })),
  ...LONG.map((name): ShownRoom => ({ name, long: true })),
  ...COUNTED.flatMap((name) => [2, 6].map((scenarios): ShownRoom => ({ name, scenarios }))),
  { name: "gathered", scenarios: 6, long: true },
];

/** Measured once, since a run of all states takes seconds. */
const seen = new Map<string, MeasuredRoom>();

let gallery: RoomGallery;

async function measure(size: string, room: ShownRoom): Promise<MeasuredRoom> {
  const key = `${size} ${nameOf(room)}`;
  const before = seen.get(key);
  if (before !== undefined) return before;
  await gallery.page.setViewportSize(sizeOf(size));
  const measured = await gallery.measure(room);
  seen.set(key, measured);
  return measured;
}

test.beforeAll(async ({ browser }) => {
  gallery = await openRoomGallery(browser);
});
test.afterAll(async () => gallery.close());

const sizeOf = (size: string) => {
  const [width = 0, height = 0] = size.split("x").map(Number);
  return { width, height };
};
const nameOf = ({ name, scenarios = 3, long = false, theme = "dark" }: ShownRoom) =>
  `${name}, ${scenarios} scenarios${long ? ", long names" : ""}, ${theme}`;

for (const size of [...HALLS, ...PHONES])
  test(`[G13] [F2] in every state the picture of ${size} is whole, legible and calm`, async () => {
    const viewport = sizeOf(size);
    const isHand = (PHONES as readonly string[]).includes(size);
    const wrong: string[] = [];
    const places = new Map<string, string>();
    for (const room of CASES) {
      const measured = await measure(size, room);
      const found = [...findFaults(measured, viewport, isHand), ...(isHand ? [] : findEmptiness(room, measured))];
      wrong.push(...found.map((fault) => `${nameOf(room)}: ${fault}`));
      const { sentence } = measured.blocks;
      if (sentence === null) continue;
      // a hall's picture moves for no word; more bars and a long title are other pictures
      const kind = `${(room.scenarios ?? 3) >= 4} ${room.long === true && isHand}`;
      const { foot: _, ...above } = measured.blocks;
      const place = JSON.stringify(above);
      if ((places.get(kind) ?? place) !== place)
        wrong.push(`${nameOf(room)}: moved to ${place} from ${places.get(kind)}`);
      places.set(kind, place);
    }
    expect(wrong).toEqual([]);
  });

test("[G13] the light picture has every word where the dark one has it", async () => {
  await gallery.page.setViewportSize(sizeOf("1280x720"));
  for (const name of LIGHT) {
    const [dark, light] = [await gallery.measure({ name }), await gallery.measure({ name, theme: "light" })];
    expect(light.texts, name).toEqual(dark.texts);
  }
});

test("[G13] 720p, 1080p and 4K show one picture, only larger", async () => {
  const pictures = new Map<string, string[]>();
  for (const size of ALIKE) {
    const { width, height } = sizeOf(size);
    for (const room of CASES) {
      const { texts } = await measure(size, room);
      const first = pictures.get(nameOf(room));
      if (first === undefined) {
        pictures.set(
          nameOf(room),
          texts.map((text) => placeOf(text, width, height)),
        );
        continue;
      }
      texts.forEach((text, i) => expectSame(first[i] ?? "", placeOf(text, width, height), `${nameOf(room)}, ${size}`));
    }
  }
});

/** Text, and the place of its first line in thousandths of the canvas. */
function placeOf({ text, lines }: MeasuredText, width: number, height: number): string {
  const { x, y } = lines[0] as Box;
  return [text, Math.round((x / width) * 1e4) / 10, Math.round((y / height) * 1e4) / 10].join("\t");
}

function expectSame(first: string, second: string, where: string): void {
  const [[text, ...places], [other, ...others]] = [first.split("\t"), second.split("\t")];
  expect(other, where).toBe(text);
  const apart = places.map((place, i) => Math.abs(Number(place) - Number(others[i])));
  expect(
    Math.max(...apart),
    `${where}: "${text}" at ${others.join(", ")} instead of ${places.join(", ")} ‰`,
  ).toBeLessThan(5);
}

function findFaults(
  { texts, cut, struck, buttons }: MeasuredRoom,
  frame: { width: number; height: number },
  isHand: boolean,
): string[] {
  const leastPx = isHand ? HAND_PX : Math.min(frame.width, frame.height) * HALL_PART;
  const boxes = texts.flatMap((text, index) => text.lines.map((line) => ({ ...text, index, line })));
  const outside = boxes.filter(
    ({ line }) =>
      line.x < -0.5 ||
      line.y < -0.5 ||
      line.x + line.width > frame.width + 0.5 ||
      line.y + line.height > frame.height + 0.5,
  );
  const small = texts.filter(({ fontPx }) => fontPx < leastPx - 0.05);
  const overlapping = boxes.flatMap((one, i) =>
    boxes
      .slice(i + 1)
      .filter((other) => other.index !== one.index && overlap(one.line, other.line))
      .map((other) => [one, other] as const),
  );
  return [
    ...cut.map((each) => `cut: ${each}`),
    ...outside.map(({ text, where }) => `outside: "${text}" (${where})`),
    ...small.map(({ text, where, fontPx }) => `smaller than ${leastPx} px: "${text}" (${where}) ${fontPx.toFixed(1)}`),
    ...overlapping.map(
      ([one, other]) => `overlapping: "${one.text}" (${one.where}) and "${other.text}" (${other.where})`,
    ),
    ...struck.map((digits) => `struck through: ${digits}`),
    ...(isHand ? buttons : [])
      .filter(({ height }) => height < TARGET_PX)
      .map(({ text }) => `too small to touch: ${text}`),
  ];
}

function findEmptiness({ name }: ShownRoom, { lowest, blocks }: MeasuredRoom): string[] {
  if (name === "refused") return [];
  const least = blocks["sentence"] === null ? LOWEST.lobby : LOWEST.run;
  return lowest >= least ? [] : [`its lowest third shows something on ${Math.round(lowest * 100)} % only`];
}

/** Two boxes of ink share more than a hair. */
function overlap(one: Box, other: Box): boolean {
  const x = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const y = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return x > 1 && y > 1;
}

test("[F2] a release sweeps once over the lanes of who was there, and never with reduced motion", async () => {
  const { page } = gallery;
  const sweep = page.locator(".room-sweep");
  const animation = () => sweep.evaluate((element) => getComputedStyle(element).animationName);
  await gallery.show({ name: "released" });
  await expect(sweep, "on a page that joined later").toHaveCount(0);
  await gallery.show({ name: "gathered", page: "stage" });
  await expect(sweep).toHaveCount(0);
  await gallery.show({ name: "released", page: "stage" });
  await expect(sweep).toHaveCount(1);
  expect(await animation()).toBe("none");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await animation()).toBe("room-sweep");
  const { duration, times } = await sweep.evaluate((element) => {
    const style = getComputedStyle(element);
    return { duration: Number.parseFloat(style.animationDuration), times: style.animationIterationCount };
  });
  expect(duration).toBeLessThanOrEqual(0.6);
  expect(times).toBe("1");
  await page.emulateMedia({ reducedMotion: "reduce" });
});

test("[G5] a frozen picture looks live; offline it says so on a bar, without LIVE and without moving", async () => {
  const { page } = gallery;
  await page.setViewportSize(sizeOf("1280x720"));
  const [live, frozen, lost] = [
    await gallery.measure({ name: "waiting" }),
    await gallery.measure({ name: "frozen" }),
    await gallery.measure({ name: "offline" }),
  ];
  const said = ({ texts }: MeasuredRoom) => texts.map(({ text }) => text);
  expect(said(frozen)).toEqual(said(live));
  expect(said(live)).toContain("LIVE");
  expect(said(lost)).not.toContain("LIVE");
  expect(said(lost).at(-1)).toMatch(/^No connection since \d{2}:\d{2}:\d{2}: this picture is old$/);
  const bar = await page.locator(".room-lost").boundingBox();
  expect(bar).toMatchObject({ x: 0, width: 1_280 });
  expect(lost.blocks).toEqual({ ...live.blocks, foot: expect.anything() });
});

const SAMPLES: readonly { size: string; rooms: readonly ShownRoom[] }[] = [
  {
    size: "1280x720",
    rooms: [
      { name: "lobby" },
      { name: "waiting" },
      { name: "waiting", theme: "light" },
      { name: "two-faults", theme: "light" },
      { name: "spotlight" },
      { name: "spotlight", theme: "light" },
      { name: "offline", theme: "light" },
    ],
  },
  { size: "390x844", rooms: [{ name: "lobby", theme: "light" }, { name: "held" }, { name: "refused" }] },
];

test("[G13] axe finds nothing, in the hall and on a phone, dark and light", async () => {
  for (const { size, rooms } of SAMPLES) {
    await gallery.page.setViewportSize(sizeOf(size));
    for (const room of rooms) {
      await gallery.show(room);
      expect(await findViolations(gallery.page), `${nameOf(room)}, ${size}`).toEqual([]);
    }
  }
});
