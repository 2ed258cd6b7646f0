import type { RunSpec, ScenarioSpec } from "../run/spec.ts";
import type { EstimateBasis } from "./basis.ts";
import { fitSizes } from "./fit-sizes.ts";
import { scaleSamples } from "./scale.ts";

/** The scenarios with the sizes that a run with a length will probably be fitted to; as planned without a length. */
export function expectSizes(
  { scenarios, lengthSeconds }: Pick<RunSpec, "scenarios" | "lengthSeconds">,
  basis: EstimateBasis,
  maxItems: number,
): readonly ScenarioSpec[] {
  if (lengthSeconds === undefined || lengthSeconds === null) return scenarios;
  const sizes = fitSizes({
    planned: scenarios.map(({ items }) => items),
    lengthMs: lengthSeconds * 1_000,
    maxItems,
    predictMs: (items) =>
      Math.max(
        ...scenarios.map(
          ({ concurrency }, at) => scaleSamples(basis, { items: items[at] ?? 1, concurrency }).elapsedMs,
        ),
      ),
  });
  return scenarios.map((scenario, at) => ({ ...scenario, items: sizes[at] ?? scenario.items }));
}
