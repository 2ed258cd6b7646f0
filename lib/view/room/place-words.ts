/** An average letter of Geist; digits are wider than letters, and the axis has digits. */
const LETTER_EM = 0.6;

/** Sizes in units of the canvas. `plot`: length of the axis. */
export type PlotSize = { readonly plot: number; readonly font: number };

/** Width of a text as a part of the axis. */
export function shareOf(text: string, { plot, font }: PlotSize): number {
  return (text.length * LETTER_EM * font) / Math.max(1, plot);
}

/** Centre of a text of this width that is as near to `x` as the axis allows. */
export function centreWithin(x: number, width: number): number {
  return width >= 1 ? 0.5 : Math.min(Math.max(x, width / 2), 1 - width / 2);
}

export type PlacedText = { readonly text: string; readonly x: number };

/** The axis's times that neither touch each other nor a text placed before, such as the present time. */
export function placeTimes(
  times: readonly PlacedText[],
  size: PlotSize,
  taken: { readonly x: number; readonly width: number } | null,
): PlacedText[] {
  const gap = size.font / 2 / size.plot;
  const kept: PlacedText[] = [];
  for (const time of times) {
    const half = shareOf(time.text, size) / 2;
    const last = kept.at(-1);
    const isFree = last === undefined || time.x - half - gap > last.x + shareOf(last.text, size) / 2;
    const isBeside = taken === null || Math.abs(time.x - taken.x) > half + taken.width / 2 + gap;
    if (isFree && isBeside) kept.push(time);
  }
  return kept;
}

/**
 * Where the numbers of reached milestones stand: beside the lines that would strike them through, on the side on which they were
 * reached. The latest has precedence; one that finds no free place is left out.
 */
export function placeNumbers(
  ticks: readonly { readonly percent: number; readonly x: number }[],
  lines: readonly number[],
  size: PlotSize,
): { readonly percent: number; readonly x: number }[] {
  const gap = (0.25 * size.font) / size.plot;
  const placed: { percent: number; x: number; half: number }[] = [];
  for (const { percent, x } of ticks.toReversed()) {
    const half = shareOf(String(percent), size) / 2 + gap;
    const isFree = (at: number) =>
      at >= half &&
      at <= 1 - half &&
      lines.every((line) => Math.abs(line - at) >= half - 1e-9) &&
      placed.every((other) => Math.abs(other.x - at) >= half + other.half);
    const beside = lines
      .filter((line) => Math.abs(line - x) < half)
      .flatMap((line) => (x <= line ? line - half : line + half));
    const at = [x, ...beside].find(isFree);
    if (at !== undefined) placed.push({ percent, x: at, half });
  }
  return placed.toReversed().map(({ percent, x }) => ({ percent, x }));
}

/** The words of a block of a long hold that it has room for: all, its length alone, or none. */
export function fitHeld(
  words: { readonly held: string; readonly clock: string },
  width: number,
  size: PlotSize,
): string[] {
  const fits = (text: string) => shareOf(text, size) <= width;
  if (!fits(words.clock)) return [];
  return fits(words.held) ? [words.held, words.clock] : [words.clock];
}

/** An average letter of a sentence, bold and plain. */
export const BOLD_EM = 0.56;
export const PLAIN_EM = 0.52;

type Line = { readonly font: number; readonly letterEm: number; readonly units: number; readonly lines: number };

/** One step of a text that is too long for its line; and what the end of a wrapped line loses. */
const STEP = 0.92;
const WRAP_LOSS = 0.84;

/** The size at which a text fits its lines: `font`, or as many steps smaller as it takes. */
export function fitFont(text: string, { font, letterEm, units, lines }: Line): number {
  const space = units * (lines > 1 ? lines * WRAP_LOSS : 1);
  const ratio = space / Math.max(1, text.length * letterEm * font);
  const steps = ratio >= 1 ? 0 : Math.ceil(Math.log(ratio) / Math.log(STEP));
  return Math.round(font * STEP ** steps * 100) / 100;
}
