import type { RunState } from "../../core/run/state.ts";
import { formatEvidence, formatTarget, toMetricName } from "../format/evidence.ts";

/** A functional metric with its value in each scenario, in the order of the spec; `target`: "" in older runs. */
export type MetricRow = {
  readonly id: string;
  readonly label: string;
  readonly values: readonly string[];
  readonly target: string;
};

/** Older specs have no definitions: their metrics have neither label, unit nor target. */
export function selectMetricRows({ spec, scenarios }: Pick<RunState, "spec" | "scenarios">): readonly MetricRow[] {
  const ids = [...new Set(scenarios.flatMap(({ totals }) => Object.keys(totals.metrics)))];
  return ids.map((id) => {
    const { label = toMetricName(id), unit = "", target } = spec.metrics?.find((each) => each.id === id) ?? {};
    const values = spec.scenarios.map((planned) => {
      const totals = scenarios.find((each) => each.id === planned.id)?.totals;
      return formatEvidence(totals?.metrics[id] ?? null, unit);
    });
    return { id, label, values, target: target === undefined ? "" : formatTarget(target, unit) };
  });
}
