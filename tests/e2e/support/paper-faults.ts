/** What would not do on paper, of a page in print media. Runs in the page, so that it may use nothing from outside. */
export function listPaperFaults(): string[] {
  const faults: string[] = [];
  const isShown = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
    element.closest(".sr-only") === null;
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} "${element.textContent.trim().slice(0, 60)}"`;

  for (const element of document.querySelectorAll("button, input, select, textarea, nav, [role=button]"))
    if (isShown(element)) faults.push(`a control: ${name(element)}`);

  const width = document.documentElement.clientWidth;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || node.textContent?.trim() === "" || !isShown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const ink = range.getBoundingClientRect();
    if (ink.width === 0) continue;
    if (ink.left < -1 || ink.right > width + 1) faults.push(`beside the sheet: ${name(element)}`);
    for (let box: Element | null = element; box !== null; box = box.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(box);
      if (display === "inline" || box instanceof SVGElement) continue;
      if (overflowX !== "visible" && box.scrollWidth > box.clientWidth + 1) faults.push(`cut: ${name(element)}`);
      const edge = box.getBoundingClientRect();
      if (overflowY !== "visible" && box !== document.documentElement && ink.bottom > edge.bottom + 2)
        faults.push(`cut below: ${name(element)}`);
    }
  }

  for (const chart of document.querySelectorAll(".recharts-surface, .room-growth")) {
    if (!isShown(chart)) continue;
    const { left, right, width: drawn, height } = chart.getBoundingClientRect();
    if (drawn < 100 || height < 50 || left < -1 || right > width + 1)
      faults.push(`a chart from ${left} to ${right} px of ${width}, ${height} px high`);
  }
  for (const fold of document.querySelectorAll("details.fold > .fold-body"))
    if (!isShown(fold)) faults.push(`folded: ${name(fold)}`);

  const ground = getComputedStyle(document.documentElement).backgroundColor;
  if (ground !== "rgb(255, 255, 255)") faults.push(`the ground is ${ground}`);
  return [...new Set(faults)];
}
