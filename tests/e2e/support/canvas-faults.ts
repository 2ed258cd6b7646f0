/**
 * What is wrong with a room's canvas, in words: a text that is cut, smaller than its least size, or outside of its canvas, two
 * texts of a drawing that overlap. Runs in the page.
 */
export function listCanvasFaults(): string[] {
  const canvas = document.querySelector(".room-canvas");
  if (canvas === null) return ["there is no canvas"];
  const area = canvas.getBoundingClientRect();
  const isHand = Math.min(area.width, area.height) < 480;
  const leastPx = isHand ? 12 : area.height / 40;
  const texts = [...canvas.querySelectorAll<HTMLElement | SVGTextElement>("*")].filter((element) => {
    const isOwn = [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? "").trim() !== "");
    const isHidden = element.closest(".sr-only, .room-foot, title, sup") !== null;
    return isOwn && !isHidden && getComputedStyle(element).visibility !== "hidden";
  });
  const shown = texts.map((element) => ({
    element,
    box: element.getBoundingClientRect(),
    text: element.textContent ?? "",
    isRunning: getComputedStyle(element).display === "inline" && element.closest("svg") === null,
  }));
  const faults: string[] = [];
  for (const { element, box, text } of shown) {
    if (box.width === 0) continue;
    const isOut =
      box.left < area.left - 1 || box.top < area.top - 1 || box.right > area.right + 1 || box.bottom > area.bottom + 1;
    if (isOut) faults.push(`outside: ${text}`);
    if (
      element.scrollWidth > element.clientWidth + 2 &&
      element.clientWidth > 0 &&
      getComputedStyle(element).overflow !== "visible"
    )
      faults.push(`cut: ${text}`);
    const drawing = element.closest("svg.room-growth");
    const scale = drawing instanceof SVGSVGElement ? (drawing.getScreenCTM()?.a ?? 1) : 1;
    const px = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
    if (px < leastPx - 0.3) faults.push(`small (${px.toFixed(1)} of ${leastPx.toFixed(1)} px): ${text}`);
  }
  const apart = shown.filter(({ box }) => box.width > 0);
  for (const [i, one] of apart.entries())
    for (const other of apart.slice(i + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      // parts of one running text share its lines
      if (one.element.parentElement === other.element.parentElement && one.isRunning && other.isRunning) continue;
      const [a, b] = [one.box, other.box];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      // line boxes are higher than their letters
      if (across > 2 && down > Math.min(a.height, b.height) * 0.3) faults.push(`overlap: ${one.text} / ${other.text}`);
    }
  return faults;
}
