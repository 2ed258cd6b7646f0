import type { GrowthModel, GrowthPlace } from "./model.ts";

/** The name of a line at its right end; a long line's note goes below it. */
export type EndText = {
  readonly end: GrowthPlace;
  readonly text: string;
  readonly power: string | null;
  readonly note: string;
  /** the width, in letters */
  readonly letters: number;
  readonly isMain: boolean;
};

/** Size of powers and notes. */
export const SMALL = 0.82;

export function listEndTexts(model: GrowthModel): readonly EndText[] {
  const { measuredCurve, projectedCurve, curveLabel, comparison } = model;
  const end = [...measuredCurve, ...projectedCurve].at(-1);
  const comparedEnd = comparison?.places.at(-1);
  return [
    ...(curveLabel === null || end === undefined ? [] : [toEndText(end, curveLabel, true)]),
    ...(comparison === null || comparedEnd === undefined
      ? []
      : [toEndText(comparedEnd, { text: comparison.label, power: null, note: "" }, false)]),
  ];
}

function toEndText(end: GrowthPlace, label: Pick<EndText, "text" | "power" | "note">, isMain: boolean): EndText {
  const first = label.text.length + (label.power?.length ?? 0) * SMALL;
  return { end, ...label, letters: Math.max(first, label.note.length * SMALL), isMain };
}
