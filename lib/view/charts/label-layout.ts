export type LabelBox = { readonly center: number; readonly height: number };

/**
 * Moves labels apart along one axis so that none overlaps, each as near to its place as the order allows,
 * within [min, max]. Returns the new centres in the order of the input.
 */
export function spreadLabels(boxes: readonly LabelBox[], min: number, max: number): number[] {
  const order = boxes
    .map((box, index) => ({ ...box, index }))
    .toSorted((a, b) => a.center - b.center || a.index - b.index);
  const groups: { indexes: number[]; heights: number[]; sum: number; total: number; top: number }[] = [];
  for (const box of order) {
    let group = {
      indexes: [box.index],
      heights: [box.height],
      sum: box.center,
      total: box.height,
      top: box.center - box.height / 2,
    };
    for (let before = groups.at(-1); before && before.top + before.total > group.top; before = groups.at(-1)) {
      groups.pop();
      group = merge(before, group);
    }
    groups.push(group);
  }
  const centers = boxes.map(() => 0);
  let floor = min;
  let room = groups.reduce((sum, group) => sum + group.total, 0);
  for (const group of groups) {
    let at = Math.max(floor, Math.min(group.top, max - room));
    group.indexes.forEach((index, i) => {
      const height = group.heights[i] ?? 0;
      centers[index] = at + height / 2;
      at += height;
    });
    floor = at;
    room -= group.total;
  }
  return centers;
}

type Group = { indexes: number[]; heights: number[]; sum: number; total: number; top: number };

function merge(a: Group, b: Group): Group {
  const indexes = [...a.indexes, ...b.indexes];
  const total = a.total + b.total;
  const sum = a.sum + b.sum;
  return { indexes, heights: [...a.heights, ...b.heights], sum, total, top: sum / indexes.length - total / 2 };
}

export type RunningText = { readonly at: number; readonly width: number };

/** Side of its line and lane (of `lanes`) for each text, so that texts on one lane do not touch; null when there is no room. */
export function placeAlongAxis(
  texts: readonly RunningText[],
  max: number,
  lanes: number,
): ({ readonly x: number; readonly lane: number } | null)[] {
  const ends = Array.from({ length: lanes }, () => Number.NEGATIVE_INFINITY);
  return texts.map(({ at, width }) => {
    const x = at + width > max ? at - width : at;
    const lane = ends.findIndex((end) => end <= x);
    if (lane < 0 || x < 0) return null;
    ends[lane] = x + width + 8;
    return { x, lane };
  });
}

/** Part of a chart's width that names beside its lines may take. */
const MOST_NAMES = 0.4;

/** Whether names that need `room` px beside the lines would squeeze a chart of this width. */
export function areNamesWide(room: number, width: number): boolean {
  return room > width * MOST_NAMES;
}
