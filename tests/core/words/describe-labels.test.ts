import { expect, test } from "vitest";
import { describeLabels } from "../../../lib/core/words/describe-labels.ts";

const input = { name: "a.csv", rows: 80 };
const labels = { column: "label", metrics: ["Recall", "Precision"], otherMetrics: [] };

test("[B3] rows without labels are named with what is unknown or counts fewer rows", () => {
  const said = [0, 1, 12, 80].map((rows) => describeLabels({ ...input, labels: { ...labels, rows } }));
  expect(said).toEqual([
    "No labels in a.csv (column label is empty): Recall and Precision are unknown, and so is the quality.",
    "Only 1 of 80 rows has a label (column label of a.csv): Recall and Precision are computed from it.",
    "Only 12 of 80 rows have a label (column label of a.csv): Recall and Precision are computed from them.",
    null,
  ]);
  const one = { ...labels, rows: 0, metrics: ["Recall"], otherMetrics: ["Coverage"] };
  expect(describeLabels({ ...input, labels: one })).toContain(
    "Recall is unknown, and the quality is that of Coverage.",
  );
});

test("[B3] nothing is said of a run without that knowledge", () => {
  expect(describeLabels(input)).toBeNull();
});
