import { z } from "zod";
import { findCostlyItems, selectCountedItems, type CostlyItems } from "../../core/metrics/costly-items.ts";
import { scoreMetric } from "../../core/metrics/score.ts";
import type { MetricDefinition } from "../../core/run/metrics.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { invalidInput, notFound, refuse, refuseUnlessReader, type OperationResult, UNKNOWN_RUN } from "../outcomes.ts";
import { isRunId } from "../inputs/storable.ts";

export const ReadCostlyItemsInput = z.strictObject({
  metric: z.string().min(1).max(64).optional().describe("id of a metric; without it, the weighted quality"),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export type CostlyItemsAnswer = CostlyItems & {
  readonly runId: string;
  readonly scenarioId: string;
  /** the metric examined; `id` is null for the weighted quality */
  readonly metric: {
    readonly id: string | null;
    readonly label: string;
    readonly unit: string;
    readonly value: number | null;
    /** 0–1; null without a value */
    readonly score: number | null;
    readonly target: MetricDefinition["target"] | null;
  };
  /** unit and meaning of each item's loss */
  readonly lossUnit: "share" | "ms";
  readonly lossMeaning: string;
  /** number of finished items that were counted */
  readonly counted: number;
};

/** The items of a scenario that lowered a score most, from the results in its log. */
export async function readCostlyItems(
  ctx: OperationContext,
  runId: string,
  scenarioId: string,
  rawInput: unknown,
): Promise<OperationResult<CostlyItemsAnswer>> {
  const refusal = refuseUnlessReader(ctx);
  if (refusal) return refusal;
  const input = ReadCostlyItemsInput.safeParse(rawInput);
  if (!input.success) return invalidInput(input.error);
  const state = isRunId(runId) ? await ctx.log.readState(runId) : null;
  if (state === null) return notFound(UNKNOWN_RUN);
  const scenario = state.scenarios.find(({ id }) => id === scenarioId);
  if (scenario === undefined)
    return notFound(`The run has no such scenario; it has ${state.scenarios.map(({ id }) => id).join(", ")}.`);
  const definitions = state.spec.metrics ?? ctx.skills.get(state.spec.skillId)?.manifest.metrics;
  if (definitions === undefined)
    return refuse(
      "conflict",
      `This run did not record its metrics, and its skill ${state.spec.skillId} is not installed here.`,
    );
  const { metric: metricId = null, limit } = input.data;
  const definition = definitions.find(({ id }) => id === metricId) ?? null;
  if (metricId !== null && definition === null)
    return refuse(
      "invalid-input",
      `metric: the skill has no such metric; it has ${definitions.map(({ id }) => id).join(", ")}`,
    );
  const items = selectCountedItems(await ctx.log.readSegments(runId, scenarioId), scenario.attempt);
  const { metrics: values, quality } = scenario.totals;
  return ok({
    runId,
    scenarioId,
    metric: describeMetric(definition, definition === null ? quality : (values[definition.id] ?? null)),
    ...describeLoss(definition),
    counted: items.length,
    ...findCostlyItems({ definitions, values, metricId, items, limit }),
  });
}

function describeMetric(definition: MetricDefinition | null, value: number | null): CostlyItemsAnswer["metric"] {
  if (definition === null) return { id: null, label: "Quality", unit: "ratio", value, score: value, target: null };
  const { id, label, unit, target } = definition;
  return { id, label, unit, value, score: value === null ? null : scoreMetric(definition, value), target };
}

function describeLoss(definition: MetricDefinition | null): Pick<CostlyItemsAnswer, "lossUnit" | "lossMeaning"> {
  switch (definition?.formula.kind) {
    case undefined:
      return {
        lossUnit: "share",
        lossMeaning:
          "The item's share of the lost quality: each metric's missing score, divided among the items that caused it.",
      };
    case "ratio":
      return {
        lossUnit: "share",
        lossMeaning: "The item's share of the metric's distance from its ideal value.",
      };
    case "percentile":
      return { lossUnit: "share", lossMeaning: "The item's samples beyond the target, as a share of all samples." };
    case "rate":
      return { lossUnit: "ms", lossMeaning: "How much longer the item took than average for the size of its output." };
  }
}
