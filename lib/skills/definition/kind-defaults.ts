import { SCENARIO_IDS } from "../../core/inputs/defaults.ts";
import type { ScenarioSpec } from "../../core/run/spec.ts";
import type { ScalingProfile } from "../../core/inputs/scaling.ts";
import type { Invoke } from "./invoke.ts";

type Invoking = { readonly invoke: Invoke };
type Limited = Invoking & { readonly limits: { readonly itemTimeoutSeconds?: number | undefined } };

type KindDefaults = {
  readonly itemTimeoutSeconds: number;
  readonly sizes: ScalingProfile["items"];
  /** by scenario id; otherwise those of every skill */
  readonly scenarios: { readonly [scenarioId: string]: Partial<ScenarioSpec> };
};

/** A foreign program brings an interpreter and libraries of its own. */
const MEMORY_LIMIT_MB = 1_024;
const HOUR_MS = 3_600_000;

const QUICK: KindDefaults = {
  itemTimeoutSeconds: 30,
  sizes: { simple: 10, medium: 30, complex: 80 },
  scenarios: Object.fromEntries(SCENARIO_IDS.map((id) => [id, { memoryLimitMb: MEMORY_LIMIT_MB }])),
};

/** A task takes an agent minutes, and each one is worth reporting at once. */
const AGENT: KindDefaults = {
  itemTimeoutSeconds: 600,
  sizes: { simple: 2, medium: 4, complex: 8 },
  scenarios: Object.fromEntries(
    SCENARIO_IDS.map((id, at) => [
      id,
      { memoryLimitMb: MEMORY_LIMIT_MB, batchSize: 1, concurrency: 1, timeBudgetMs: (at + 1) * HOUR_MS },
    ]),
  ),
};

/** What a definition leaves open, by its kind. */
export function selectDefaults({ invoke }: Invoking): KindDefaults {
  return invoke.kind === "agent" ? AGENT : QUICK;
}

/** The time limit of an item, s. */
export function selectItemTimeout(definition: Limited): number {
  return definition.limits.itemTimeoutSeconds ?? selectDefaults(definition).itemTimeoutSeconds;
}

/** True when the skill says itself whether an item is right: nothing is compared with a column. */
export function scoresItself({ invoke }: Invoking): boolean {
  return invoke.kind === "agent" && invoke.check !== undefined;
}
