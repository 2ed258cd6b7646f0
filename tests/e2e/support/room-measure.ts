/** What is on the room's canvas, in px of the page. Runs in the page, so that it may use nothing from outside. */
export type MeasuredText = {
  readonly text: string;
  readonly where: string;
  readonly fontPx: number;
  /** one box of ink for each line */
  readonly lines: readonly Box[];
};
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type MeasuredRoom = {
  readonly texts: readonly MeasuredText[];
  readonly cut: readonly string[];
  readonly struck: readonly string[];
  readonly buttons: readonly { readonly text: string; readonly height: number }[];
  readonly blocks: { readonly [selector: string]: Box | null };
  /** part of the lowest third that shows something */
  readonly lowest: number;
};

export function measureRoom(): MeasuredRoom {
  /** Ink is lower than its line: from the height of a capital to the base line, of the font's size. */
  const INK = 0.72;
  const canvas = document.querySelector(".room-canvas");
  if (canvas === null) throw new Error("There is no canvas");
  const frame = canvas.getBoundingClientRect();
  const toBox = ({ x, y, width, height }: DOMRect) => ({ x, y, width, height });
  const isSeen = (element: Element) =>
    element.closest(".sr-only") === null && getComputedStyle(element).visibility !== "hidden";

  const texts: MeasuredText[] = [];
  const cut: string[] = [];
  const walker = document.createTreeWalker(canvas, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? "";
    if (element === null || text === "" || !isSeen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const fontPx = Number.parseFloat(getComputedStyle(element).fontSize);
    const lines = [...range.getClientRects()]
      .filter(({ width }) => width > 0)
      .map(({ x, y, width, height }) => ({
        x,
        y: y + (height - INK * fontPx) / 2,
        width,
        height: INK * fontPx,
      }));
    if (lines.length === 0) continue;
    const where = element.closest("[class^=room-]")?.getAttribute("class") ?? element.tagName;
    texts.push({ text, where, fontPx, lines });
    for (let box: Element | null = element; box !== null && canvas.contains(box); box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const edge = box.getBoundingClientRect();
      const isCut = lines.some(
        (line) =>
          (overflowX !== "visible" && (line.x < edge.left - 1 || line.x + line.width > edge.right + 1)) ||
          (overflowY !== "visible" && (line.y < edge.top - 1 || line.y + line.height > edge.bottom + 1)),
      );
      if (isCut) cut.push(`"${text}" by ${box.getAttribute("class") ?? box.tagName}`);
    }
  }

  const strokes = [...canvas.querySelectorAll(".room-release, .room-gate, .room-nowline")].map((line) =>
    line.getBoundingClientRect(),
  );
  const struck = [...canvas.querySelectorAll(".room-tick")].flatMap((tick) => {
    const { left, right } = tick.getBoundingClientRect();
    return strokes.some((stroke) => stroke.right > left + 0.5 && stroke.left < right - 0.5) ? [tick.textContent] : [];
  });

  const shown = [
    ...canvas.querySelectorAll(".recharts-surface, .room-bar, .room-door-qr, .room-lobby-qr, .room-caption"),
  ]
    .map((element) => element.getBoundingClientRect())
    .concat(texts.flatMap(({ lines }) => lines.map(({ x, y, width, height }) => new DOMRect(x, y, width, height))));
  const [COLUMNS, ROWS] = [48, 16];
  let covered = 0;
  for (let row = 0; row < ROWS; row += 1)
    for (let column = 0; column < COLUMNS; column += 1) {
      const x = frame.x + ((column + 0.5) * frame.width) / COLUMNS;
      const y = frame.y + frame.height * (2 / 3 + (row + 0.5) / ROWS / 3);
      if (shown.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom)) covered += 1;
    }

  const blockOf = (selector: string) => {
    const element = canvas.querySelector(selector);
    return element === null ? null : toBox(element.getBoundingClientRect());
  };
  return {
    texts,
    cut,
    struck,
    buttons: [...canvas.querySelectorAll("button")].map((button) => ({
      text: button.textContent,
      height: button.getBoundingClientRect().height,
    })),
    blocks: {
      sentence: blockOf(".room-sentence"),
      lanes: blockOf(".room-lanes"),
      below: blockOf(".room-below"),
      foot: blockOf(".room-foot"),
    },
    lowest: covered / (COLUMNS * ROWS),
  };
}
