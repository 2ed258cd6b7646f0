import type { JsonObject } from "../../../core/kit/json.ts";
import type { ItemResult } from "../../../core/ports/event-log.ts";
import { MOST_EXPERIMENT_ITEMS } from "../../../core/ports/experiments.ts";
import type { RunSpec, ScenarioSpec } from "../../../core/run/spec.ts";
import type { RunState } from "../../../core/run/state.ts";
import { formatQuantity } from "../../../core/words/format.ts";
import { hash, spanIdOf, traceIdOf } from "../../../trace-ids.ts";
import type { ScoreRecord } from "../../trace/records.ts";

export type ExperimentItem = {
  /** in its data set */
  readonly itemId: string;
  /** an experiment has a trace per item */
  readonly traceId: string;
  readonly spanId: string;
  readonly name: string;
  readonly input: JsonObject;
  readonly output: JsonObject;
  readonly scores: readonly ScoreRecord[];
};

/** A scenario's judged items as an experiment on the data set of its items. */
export type Experiment = {
  readonly id: string;
  readonly name: string;
  /** name of its data set, the same for every scenario and run that has the same items */
  readonly dataset: string;
  readonly metadata: JsonObject;
  /** to whose span the items' spans are linked */
  readonly scenario: { readonly traceId: string; readonly spanId: string };
  /** of every item, milliseconds since 1970 */
  readonly atMs: number;
  readonly items: readonly ExperimentItem[];
};

/** Null: the judge has looked at none of the results. With the same results it is the same each time, ids and times included. */
export function buildExperiment(
  { runId, spec, queuedAt }: RunState,
  scenario: ScenarioSpec,
  results: readonly ItemResult[],
  content: boolean,
): Experiment | null {
  const judged = selectJudged(results);
  if (judged.length === 0) return null;
  const key = hash(["data set", ...listDataParts(spec, scenario)]);
  const atMs = Date.parse(queuedAt);
  return {
    id: hash([runId, scenario.id, "experiment"]).slice(0, 32),
    name: `${spec.title}, ${scenario.label} (${runId})`,
    dataset: `Triptych ${spec.skillId}, ${formatQuantity(scenario.items, spec.unit)}, ${key.slice(0, 8)}`,
    metadata: describeExperiment(runId, spec, scenario),
    scenario: { traceId: traceIdOf(runId, scenario.id), spanId: spanIdOf(runId, scenario.id) },
    atMs,
    items: judged.map((result): ExperimentItem => {
      const { index, values, outcome } = result;
      const traceId = hash([runId, scenario.id, "item", index]).slice(0, 32);
      const scores = listScores(values);
      return {
        itemId: hash([key, index]).slice(0, 32),
        traceId,
        spanId: hash([runId, scenario.id, "item span", index]).slice(0, 16),
        name: `item ${index + 1}`,
        input: { item: index + 1, of: scenario.items },
        output: { ...Object.fromEntries(scores), ...(content ? { outcome } : {}) },
        scores: scores.map(([name, value]) => ({
          kind: "score",
          id: hash([runId, scenario.id, "item score", index, name]).slice(0, 32),
          runId,
          traceId,
          name,
          value,
          atMs,
          comment: null,
        })),
      };
    }),
  };
}

/** The last result of each item counts: a new attempt repeats the failed ones. */
function selectJudged(results: readonly ItemResult[]): readonly ItemResult[] {
  const latest = new Map(results.map((result) => [result.index, result]));
  return [...latest.values()]
    .filter(({ values }) => (values["judged"] ?? 0) > 0)
    .toSorted((one, other) => one.index - other.index)
    .slice(0, MOST_EXPERIMENT_ITEMS);
}

/** Those with the same parts have the same items, which makes their experiments comparable. */
function listDataParts({ skillId, seed, input }: RunSpec, { items, distribution }: ScenarioSpec) {
  return [skillId, seed, items, distribution, input?.inputId ?? ""];
}

function describeExperiment(runId: string, spec: RunSpec, scenario: ScenarioSpec): JsonObject {
  const { skillId, skillVersion, sync, seed, judge } = spec;
  return {
    "triptych.run.id": runId,
    "triptych.scenario.id": scenario.id,
    "triptych.scenario.trace_id": traceIdOf(runId, scenario.id),
    "triptych.skill.id": skillId,
    "triptych.skill.version": skillVersion,
    "triptych.sync": sync,
    "triptych.seed": seed,
    ...(judge === null ? {} : { "triptych.judge": judge.recordedBy, "triptych.judge.recorded_at": judge.recordedAt }),
  };
}

const SCORES = { judge_agrees: "boolean", judge_score: "number", correct: "boolean" } as const;

function listScores(values: ItemResult["values"]): (readonly [name: string, value: number | boolean])[] {
  return Object.entries(SCORES).flatMap(([name, type]) => {
    const value = values[name];
    return value === undefined ? [] : [[name, type === "boolean" ? value > 0 : value] as const];
  });
}
