import type { ExcludedSize } from "../../run/judgement.ts";
import { listExcluded } from "../figures.ts";
import type { ScenarioFigures } from "../input.ts";
import type { Verdict } from "./decide.ts";
import type { MeasuredSize } from "./sizes.ts";
import { computePerItemMs } from "./timed-scenario.ts";

/** The sizes that do not count: those with failures, faults or few items, and the outliers. Smallest first. */
export function listExcludedSizes(
  scenarios: readonly ScenarioFigures[],
  verdict: Verdict | null,
  sizes: readonly MeasuredSize[],
): readonly ExcludedSize[] {
  // the curve of what is claimed; without a claim nothing is expected
  const curve = verdict === null || verdict.kind === "none" ? null : verdict.curve;
  const expect = (items: number): number | null => curve?.at(items) ?? null;
  const left = listExcluded(scenarios).map(({ scenario, reason }): ExcludedSize => {
    const { id, items } = scenario;
    const perItemMs = reason === "fault" ? null : computePerItemMs(scenario);
    const timeMs = perItemMs === null ? null : perItemMs * items;
    return { scenarioId: id, items, reason, timeMs, expectedMs: expect(items) };
  });
  const outliers = (verdict?.outliers ?? []).flatMap((i): readonly ExcludedSize[] => {
    const { scenarioId, items, ms } = sizes[i] ?? { scenarioId: "", items: 0, ms: 0 };
    return [{ scenarioId, items, reason: "outlier", timeMs: ms, expectedMs: expect(items) }];
  });
  return [...left, ...outliers].toSorted((one, other) => one.items - other.items);
}
