import type { ExcludedSize } from "../../run/judgement.ts";
import { listExcluded } from "../figures.ts";
import type { JudgementInput } from "../input.ts";
import type { Verdict } from "./decide.ts";
import type { MeasuredSize } from "./sizes.ts";
import { computePerItemMs } from "./timed-scenario.ts";

/** The sizes that do not count: those with failures, faults or few items, the outliers, those that a time limit ended, and all whose times were set. Smallest first. */
export function listExcludedSizes(
  { scenarios, areTimesSet = false }: Pick<JudgementInput, "scenarios" | "areTimesSet">,
  verdict: Verdict | null,
  { sizes, limited }: { readonly sizes: readonly MeasuredSize[]; readonly limited: readonly MeasuredSize[] },
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
  const toExcluded = (
    { timed, items, ms }: MeasuredSize,
    reason: "outlier" | "time-limit" | "set-times",
    expectedMs: number | null,
  ): readonly ExcludedSize[] =>
    timed.map(({ scenario: { id } }) => ({ scenarioId: id, items, reason, timeMs: ms, expectedMs }));
  const outliers = (verdict?.outliers ?? []).flatMap((i) => sizes[i] ?? []);
  const out = areTimesSet
    ? sizes.flatMap((size) => toExcluded(size, "set-times", null))
    : [
        ...outliers.flatMap((size) => toExcluded(size, "outlier", expect(size.items))),
        ...limited.flatMap((size) => toExcluded(size, "time-limit", null)),
      ];
  return [...left, ...out].toSorted((one, other) => one.items - other.items);
}
