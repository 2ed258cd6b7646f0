import type { Box } from "../charts/place-labels.ts";
import { overlaps } from "./result-boxes.ts";
import type { ResultChart } from "./result-chart.ts";
import type { NameRoom } from "./result-names.ts";

/** The room's question with its answer. */
export type PlacedPill = Box & { readonly lines: readonly string[]; readonly isRefused: boolean };
/** Of the size asked about. `y`: on the curve; null: only its bounds are known. */
export type Ring = { readonly x: number; readonly y: number | null; readonly top: number; readonly bottom: number };

const PILL_EM = 2;
const PILL_SIDES_EM = 1.8;
/** Share of the plot beyond which an answer has two lines of its own. */
const WIDEST = 0.75;
/** Shares of the plot. */
const GRID = [0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9];

/** Where the pill may stand, the best first: on one line where it fits, above the ring to its left where a rising curve leaves room. */
export function listPills(
  { asked, kind }: ResultChart,
  ring: Ring | null,
  { plot, font, loose: marks, lines, width: all }: NameRoom,
): readonly PlacedPill[] {
  if (asked === null) return [];
  const whole = `${asked.question} ${asked.answer}`;
  const widthOf = (texts: readonly string[]) =>
    font * (PILL_SIDES_EM + 0.58 * Math.max(...texts.map(({ length }) => length)));
  const isNarrow = widthOf([asked.answer]) > plot.width * WIDEST;
  const texts =
    widthOf([whole]) <= plot.width
      ? [whole]
      : [asked.question, ...(isNarrow ? breakInTwo(asked.answer) : [asked.answer])];
  const [width, height] = [widthOf(texts), font * (PILL_EM + 1.2 * (texts.length - 1))];
  const [right, top] = [plot.x + plot.width, plot.y - font * 1.4];
  const at = (x: number, y: number): Box => ({
    x: Math.max(0, Math.min(Math.max(x, plot.x), all - width)),
    y: Math.min(Math.max(y, top), plot.y + plot.height - height),
    width,
    height,
  });
  // above the name of the axis
  const low = plot.y + plot.height - height - font * 1.6;
  const ringY = ring?.y ?? ring?.top ?? plot.y;
  const places =
    ring === null
      ? kind === "falling"
        ? [at(right, top), at(plot.x, top)]
        : [at(right, low), at(plot.x, top), at(right, top)]
      : [
          ...[3, 2.4, 4, 5.5].map((up) => at(ring.x - width - font * 0.4, ringY - font * up)),
          ...[3.2, 4.4, 6].map((up) => at(ring.x - width / 2, ringY - font * up)),
          at(ring.x - width - font * 1.4, ringY - height / 2),
          at(ring.x - width, ringY + font * 1.6),
          at(ring.x + font, ringY + font * 1.6),
          at(plot.x, top),
        ];
  const anywhere = GRID.flatMap((down) =>
    GRID.map((across) => at(plot.x + plot.width * across, top + plot.height * down)),
  );
  const isFree = (others: readonly Box[]) => (box: Box) => !others.some((other) => overlaps(box, other));
  const free = [...places, ...anywhere].filter(isFree(marks));
  const beside = free.filter(isFree(lines));
  const boxes = [...beside, ...free.filter((box) => !beside.includes(box)), ...places.slice(0, 1)];
  return boxes.map((box) => ({ ...box, lines: texts, isRefused: asked.refusal !== null }));
}

/** At the space nearest to the middle. */
function breakInTwo(text: string): readonly string[] {
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const [middle] = spaces.toSorted((one, other) => Math.abs(one - text.length / 2) - Math.abs(other - text.length / 2));
  return middle === undefined ? [text] : [text.slice(0, middle), text.slice(middle + 1)];
}
