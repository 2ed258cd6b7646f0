import { groupVariantItems } from "../../core/judgement/comparison/variant-items.ts";
import type { VariantsInput } from "../../core/judgement/input.ts";
import { selectCountedItems } from "../../core/metrics/costly-items.ts";
import type { EventLog } from "../../core/ports/event-log.ts";
import { requireScenarioSpec } from "../../core/run/scenarios.ts";
import { isVariantsRun } from "../../core/run/variants/options.ts";
import type { RunState } from "../../core/run/state.ts";

/** The stored results of a run's variants, one variant at a time in memory; null where the scenarios are sizes. */
export async function readVariantItems(
  log: Pick<EventLog, "readSegments">,
  state: RunState,
): Promise<VariantsInput["items"]> {
  if (!isVariantsRun(state.spec)) return null;
  const found = new Map<string, ReturnType<typeof groupVariantItems>>();
  for (const { id, attempt } of state.scenarios) {
    const { items } = requireScenarioSpec(state, id);
    const results = selectCountedItems(await log.readSegments(state.runId, id), attempt);
    found.set(id, groupVariantItems(items, results));
  }
  return found;
}
