import { placeLabels, toTextBox, type Box, type TextPlace } from "../charts/place-labels.ts";
import type { GrowthFrame } from "./frame.ts";
import { listBestLabels, listGrowthLabels } from "./label-places.ts";
import type { GrowthModel } from "./model.ts";
import { listLines, listMarks } from "./obstacles.ts";

export type PlacedText = TextPlace & { readonly text: string };

/** Texts inside the chart without overlaps; null where there is no room. */
export type GrowthLabels = {
  /** in the order of the model's points */
  readonly points: readonly (PlacedText | null)[];
  /** in the order of the model's excluded points */
  readonly excluded: readonly (PlacedText | null)[];
  readonly best: PlacedText | null;
  readonly fixedCost: PlacedText | null;
  readonly knee: PlacedText | null;
  /** in the order of the model's steps */
  readonly exponents: readonly (PlacedText | null)[];
};

/**
 * Labels stand beside the lines where every name finds a place so; on a small chart they may cross lines, and then stand
 * closer to their marks.
 */
export function layoutGrowthLabels(model: GrowthModel, frame: GrowthFrame): GrowthLabels {
  const tries = [
    { isTight: false, avoid: listLines(model, frame) },
    { isTight: false, avoid: [] },
    { isTight: true, avoid: [] },
  ].map((each) => layout(model, frame, each));
  const [best] = tries.toSorted((one, other) => one.missing - other.missing);
  if (best === undefined) throw new Error("There is no layout to choose from");
  return best.labels;
}

type Try = { readonly isTight: boolean; readonly avoid: ReturnType<typeof listLines> };

function layout(model: GrowthModel, frame: GrowthFrame, { isTight, avoid }: Try) {
  const { plot, fontPx } = frame;
  const marks = listMarks(model, frame);
  const best = placeBest(model, frame, marks);
  const taken = best === null ? marks : [...marks, toTextBox(best.text, best, fontPx)];
  const groups = listGrowthLabels(model, frame, isTight);
  const labels = Object.values(groups).flat();
  const placed = placeLabels(labels, { taken, avoid, room: roomOf(plot, fontPx), fontPx }).map(
    (place, i): PlacedText | null => place && { ...place, text: labels[i]?.text ?? "" },
  );
  const take = ({ length }: readonly unknown[]) => placed.splice(0, length);
  const [fixedCost] = take(groups.fixedCost);
  const [points, excluded] = [take(groups.points).toReversed(), take(groups.excluded)];
  return {
    missing: [...points, ...excluded].filter((place) => place === null).length,
    labels: {
      points,
      excluded,
      best,
      fixedCost: fixedCost ?? null,
      knee: take(groups.knee)[0] ?? null,
      exponents: take(groups.exponents),
    },
  };
}

/** Before all names, so that it stands next to its mark and beside the lines. */
function placeBest(model: GrowthModel, frame: GrowthFrame, marks: readonly Box[]): PlacedText | null {
  if (model.best === null) return null;
  const taken = [...marks, ...listLines(model, frame)];
  const { plot, fontPx } = frame;
  for (const label of listBestLabels(model.best, frame)) {
    const [place] = placeLabels([label], { taken, room: roomOf(plot, fontPx), fontPx });
    if (place) return { ...place, text: label.text };
  }
  return null;
}

function roomOf(plot: Box, fontPx: number): Box {
  const above = fontPx * 1.7;
  return { ...plot, y: plot.y - above, height: plot.height + above };
}
