import { expect, test } from "vitest";
import { renderRunReport } from "../../lib/cli/report/print-run.ts";
import { toRunDetail } from "../../lib/api/run-documents.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunInput } from "../../lib/core/run/spec.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { selectNotices } from "../../lib/view/console/notices.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const printReport = (state: RunState): readonly string[] =>
  renderRunReport(state, 80).map((line) => line.map(({ text }) => text).join(""));

const labels = { column: "label", rows: 0, metrics: ["Recall"], otherMetrics: ["Coverage"] };
const input: RunInput = { inputId: "input_1", name: "a.csv", rows: 3, labels };

function withInput(own: RunInput) {
  const state = foldRun(buildSampleRun());
  if (state === null) throw new Error("The sample has no events");
  return { ...state, spec: { ...state.spec, input: own } };
}

test("[B3] console, results and documents of a run on rows without labels say what is unknown", () => {
  const state = withInput(input);
  const text = "No labels in a.csv (column label is empty): Recall is unknown, and the quality is that of Coverage.";
  expect(selectNotices(state)).toContainEqual({ key: "labels", tone: "plain", title: "Rows without labels", text });
  expect(printReport(state)).toContain(text);
  expect(toRunDetail(state).input).toEqual({ id: "input_1", name: "a.csv", rows: 3, labels });
});

test("[B3] a run from before labels were counted says nothing of them", () => {
  const { labels: _, ...older } = input;
  const state = withInput(older);
  expect(selectNotices(state).map(({ key }) => key)).not.toContain("labels");
  expect(printReport(state).join("\n")).not.toContain("labels");
  expect(toRunDetail(state).input).toMatchObject({ labels: null });
});
