import type { RunState } from "../../core/run/state.ts";
import { selectMetricRows } from "../results/metrics.ts";
import { metricTableText } from "../text/report.ts";
import type { ReportTable } from "./blocks.ts";

/** The functional metrics of a run by scenario, with their targets; none before the first finished item. */
export function selectMetricTable(state: Pick<RunState, "spec" | "scenarios">): readonly ReportTable[] {
  const rows = selectMetricRows(state);
  if (rows.length === 0) return [];
  const labels = state.spec.scenarios.map(({ label }) => label);
  return [
    {
      kind: "table",
      head: [metricTableText.metric, ...labels, metricTableText.target],
      rows: rows.map(({ label, values, target }) => ({ cells: [label, ...values, target], isExcluded: false })),
    },
  ];
}
