import { SCENARIO_IDS } from "../../core/inputs/defaults.ts";
import { fitItems } from "../../core/inputs/fit-items.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import type { MetricDefinition } from "../../core/run/metrics.ts";
import type { PinnedAnswers } from "../../core/run/spec.ts";
import type { ScenarioSpec } from "../../core/run/spec.ts";
import { toRowFormat } from "./rows.ts";
import type { SkillManifest } from "../contract/contract.ts";
import { LATENCY_METRIC, listDefaultMetrics } from "./default-metrics.ts";
import type { SkillDefinition } from "./definition.ts";
import { EXPECT_OPTION } from "./expect.ts";
import { scoresItself, selectDefaults } from "./kind-defaults.ts";
import { listModelOptions } from "./model-options.ts";
import { toOptionsSchema, type Option } from "./options.ts";
import { toExample } from "./to-example.ts";

export type Surroundings = {
  /** used unless the definition names a version */
  readonly version: string;
  /** the skill's own rows; null: it has none */
  readonly ownRows: readonly JsonObject[] | null;
  /** the answers of its model that are kept in its folder; null: none */
  readonly pinned?: PinnedAnswers | null;
};

/** The manifest of a skill that is described by a skill.yaml. `id`: the name of its folder. */
export function toManifest(
  id: string,
  definition: SkillDefinition,
  { version, ownRows, pinned = null }: Surroundings,
): SkillManifest {
  const { title, summary, unit, limits, sizes, scenarios, prices } = definition;
  const items = sizes ?? toSizes(ownRows, definition);
  const metrics = listMetrics(definition, pinned);
  return {
    id,
    title: title ?? id,
    version: definition.version ?? version,
    summary,
    unit,
    profile: { growth: "linear", items },
    stage: { items, scenarios: {} },
    scenarioDefaults: toScenarioDefaults(scenarios, selectDefaults(definition).scenarios),
    maxItems: limits.maxItems,
    ...(ownRows === null ? { needsRows: true } : {}),
    ...(prices === undefined ? {} : { prices }),
    ...(pinned === null ? {} : { pinned }),
    metrics,
    options: toOptionsSchema({ ...definition.options, ...listRunOptions(definition) }),
    runOptions: Object.keys(listRunOptions(definition)),
    input: {
      ...toRowFormat(definition),
      ...toTruth(definition, metrics),
      example: toExample(definition, ownRows),
    },
  };
}

function toSizes(
  ownRows: readonly JsonObject[] | null,
  definition: SkillDefinition,
): SkillManifest["profile"]["items"] {
  const { maxItems } = definition.limits;
  const [simple, medium, complex] = ownRows === null ? [] : (fitItems(ownRows.length, maxItems) ?? []);
  if (simple === undefined || medium === undefined || complex === undefined) return selectDefaults(definition).sizes;
  return { simple, medium, complex };
}

/** A metric of the definition replaces the default one of its id. */
function listMetrics(definition: SkillDefinition, pinned: PinnedAnswers | null): readonly MetricDefinition[] {
  const { invoke, metrics } = definition;
  const speaksItself = invoke.kind === "command" && invoke.speaks === "protocol";
  const given = new Set(metrics.map(({ id }) => id));
  // a recording without times has no latency to show
  const isUntimed = invoke.kind === "model" && invoke.answers === "replay" && pinned?.timed === 0;
  const defaults = (speaksItself ? [] : listDefaultMetrics(definition)).filter(
    ({ id }) => !given.has(id) && !(isUntimed && id === LATENCY_METRIC),
  );
  return [...metrics, ...defaults];
}

/** Metrics that count what is right compare with the expected column. */
function toTruth(definition: SkillDefinition, metrics: readonly MetricDefinition[]) {
  const { item, expect } = definition;
  if (scoresItself(definition) || (expect === undefined && item.columns !== undefined)) return {};
  const metricIds = metrics.filter(comparesWithExpected).map(({ id }) => id);
  const column = expect?.column ?? "";
  return { truth: { column, metricIds, ...(item.columns === undefined ? { option: EXPECT_OPTION } : {}) } };
}

function comparesWithExpected({ formula }: MetricDefinition): boolean {
  return formula.kind === "ratio" && "compared" in formula.denominator;
}

/** What the run states as a whole: where answers come from, and what is expected. */
function listRunOptions(definition: SkillDefinition): { readonly [name: string]: Option } {
  const { item, expect } = definition;
  const options = listModelOptions(definition);
  if (item.columns !== undefined || scoresItself(definition)) return options;
  return {
    ...options,
    [EXPECT_OPTION]: {
      type: "string",
      default: expect?.column ?? "",
      description: "the column that holds what is expected",
    },
  };
}

function toScenarioDefaults(
  given: SkillDefinition["scenarios"],
  defaults: SkillManifest["scenarioDefaults"],
): SkillManifest["scenarioDefaults"] {
  return Object.fromEntries(SCENARIO_IDS.map((id) => [id, { ...defaults[id], ...withoutUndefined(given[id] ?? {}) }]));
}

function withoutUndefined(settings: object): Partial<ScenarioSpec> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
