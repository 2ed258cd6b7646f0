import type { RetryPolicy, ScenarioSpec } from "../run/spec.ts";

/** Settings of a scenario that neither the skill nor the presenter overrides. */
export type ScenarioDefaults = Omit<ScenarioSpec, "id" | "label" | "items">;

export const MIN_SCENARIOS = 2;
export const MAX_SCENARIOS = 6;
/** Larger ones are scale-4, scale-5, scale-6. */
export const SCENARIO_IDS = ["simple", "medium", "complex"] as const;

/** Bounds of a chosen length. */
export const MIN_LENGTH_SECONDS = 10;
export const MAX_LENGTH_SECONDS = 3_600;
/** What a sample demo lasts. */
export const SAMPLE_LENGTH_SECONDS = 60;

export const DEFAULT_MILESTONES = [30, 50, 70, 90] as const;
export const DEFAULT_WAIT_LIMIT_MS = 60_000;
export const DEFAULT_ARRIVAL_TOLERANCE = 0;
export const DEFAULT_RETRY: RetryPolicy = { mode: "automatic", limit: 3, backoffMs: 500 };
export const DEFAULT_STALL_LIMIT_MS = 20_000;

const SIMPLE: ScenarioDefaults = {
  batchSize: 10,
  concurrency: 1,
  timeBudgetMs: 30_000,
  memoryLimitMb: 256,
  errorTolerance: 0,
  distribution: "uniform",
  targetQuality: 0.9,
};

const MEDIUM: ScenarioDefaults = {
  batchSize: 50,
  concurrency: 1,
  timeBudgetMs: 90_000,
  memoryLimitMb: 512,
  errorTolerance: 0.05,
  distribution: "uniform",
  targetQuality: 0.85,
};

const COMPLEX: ScenarioDefaults = {
  batchSize: 100,
  concurrency: 4,
  timeBudgetMs: 300_000,
  memoryLimitMb: 1_024,
  errorTolerance: 0.1,
  distribution: "skewed",
  targetQuality: 0.8,
};

const DEFAULTS: { readonly [scenarioId: string]: ScenarioDefaults } = {
  simple: SIMPLE,
  medium: MEDIUM,
  complex: COMPLEX,
};

/** The defaults by scenario id; sizes above complex use those of complex. */
export function defaultsFor(scenarioId: string): ScenarioDefaults {
  return DEFAULTS[scenarioId] ?? COMPLEX;
}

/** Some fields of a scenario; undefined ones are ignored. */
export type ScenarioOverrides = {
  readonly [Field in keyof Omit<ScenarioSpec, "id">]?: ScenarioSpec[Field] | undefined;
};

export type ScenarioRequest = {
  /** items per scenario, 2–6 entries, in display order */
  readonly items: readonly number[];
  /** the skill's overrides of the defaults, by scenario id */
  readonly profileDefaults?: { readonly [scenarioId: string]: Partial<ScenarioSpec> };
  /** the presenter's overrides of both, by scenario id */
  readonly overrides?: { readonly [scenarioId: string]: ScenarioOverrides };
};

/** The scenarios of a run: defaults, overridden by the skill, overridden by the presenter. Throws RangeError unless there are 2–6. */
export function buildScenarios({ items, profileDefaults = {}, overrides = {} }: ScenarioRequest): ScenarioSpec[] {
  if (items.length < MIN_SCENARIOS || items.length > MAX_SCENARIOS) {
    throw new RangeError(`A run has ${MIN_SCENARIOS} to ${MAX_SCENARIOS} scenarios, not ${items.length}`);
  }
  return items.map((count, index) => {
    const id = SCENARIO_IDS[index] ?? `scale-${index + 1}`;
    return {
      label: id,
      ...defaultsFor(id),
      ...profileDefaults[id],
      items: count,
      ...withoutUndefined(overrides[id] ?? {}),
      id,
    };
  });
}

function withoutUndefined(overrides: ScenarioOverrides): Partial<ScenarioSpec> {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}
