/** Pixels; x and y of the upper left corner. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A possible position of a text: `x` of its anchor, `y` of its base line. */
export type TextPlace = { readonly x: number; readonly y: number; readonly anchor: "start" | "middle" | "end" };

export type Label = {
  readonly text: string;
  /** the best first */
  readonly places: readonly TextPlace[];
};

type LabelRoom = {
  readonly taken: readonly Box[];
  readonly avoid?: readonly Box[];
  readonly room: Box;
  readonly fontPx: number;
};

/** An average letter of Geist: the chart needs text widths before anything is drawn. */
const LETTER_EM = 0.56;
const ASCENT_EM = 0.95;
const LINE_EM = 1.2;

const SHIFT = { start: 0, middle: 0.5, end: 1 } as const;

export function toTextBox(text: string, { x, y, anchor }: TextPlace, fontPx: number): Box {
  const width = text.length * LETTER_EM * fontPx;
  return { x: x - width * SHIFT[anchor], y: y - ASCENT_EM * fontPx, width, height: LINE_EM * fontPx };
}

/**
 * Places each label, most important first, at the first of its places that lies within `room` and overlaps neither a
 * taken box nor an earlier label, and no box to avoid if it can; null where none is free.
 */
export function placeLabels(
  labels: readonly Label[],
  { taken, avoid = [], room, fontPx }: LabelRoom,
): readonly (TextPlace | null)[] {
  const full = [...taken];
  return labels.map(({ text, places }) => {
    const free = places
      .map((place) => ({ place, box: toTextBox(text, place, fontPx) }))
      .filter(({ box }) => liesWithin(box, room) && !full.some((other) => overlaps(box, other)));
    const found = free.find(({ box }) => !avoid.some((other) => overlaps(box, other))) ?? free[0];
    if (found === undefined) return null;
    full.push(found.box);
    return found.place;
  });
}

function liesWithin(box: Box, room: Box): boolean {
  return (
    box.x >= room.x &&
    box.y >= room.y &&
    box.x + box.width <= room.x + room.width &&
    box.y + box.height <= room.y + room.height
  );
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
