import type { JsonObject } from "../../core/kit/json.ts";
import type { BatchContext } from "../contract/contract.ts";
import type { SkillDefinition } from "../definition/definition.ts";
import type { Expect } from "../definition/expect.ts";
import { compareResult, describeResult } from "./compare.ts";
import { type Answer, CostlyFailure } from "./invoker.ts";
import { readFigures } from "./read-path.ts";

/** An item of a batch: its uploaded row, and what the skill may see of it. */
export type Work = { readonly position: number; readonly row: JsonObject; readonly item: JsonObject };

/** How answers become results. `expect` null: they are compared with nothing. */
export type Measures = { readonly definition: SkillDefinition; readonly expect: Expect | null };

/** Reports an answer as an item result; one without the figures that it must have counts as failed. */
export function reportAnswer(
  context: BatchContext,
  { position, row }: Work,
  answer: Answer & { readonly latencyMs: number },
  measures: Measures,
): void {
  const index = requireIndex(context, position);
  try {
    context.report({ index, ok: true, ...toFigures(answer, row, measures) });
  } catch (error) {
    reportFailure(context, position, error);
  }
}

export function reportFailure(context: BatchContext, position: number, error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const index = requireIndex(context, position);
  const spent = error instanceof CostlyFailure ? error.values : {};
  context.report({ index, ok: false, error: text, values: { ...spent, failed: 1 }, outcome: "failed" });
}

export function requireIndex({ indices }: Pick<BatchContext, "indices">, position: number): number {
  const index = indices[position];
  if (index === undefined) throw new Error(`A batch of ${indices.length} items has no item ${position}`);
  return index;
}

function toFigures(
  { result, values, samples, latencyMs }: Answer & { readonly latencyMs: number },
  row: JsonObject,
  { definition, expect }: Measures,
) {
  const mapped = readFigures(result, definition.result);
  const compared =
    expect === null
      ? { values: {}, outcome: describeResult(result, definition.result) }
      : compareResult(result, row[expect.column], expect, definition.result);
  return {
    values: { answered: 1, ...mapped.values, ...values, ...compared.values },
    samples: { latency_ms: [latencyMs], ...mapped.samples, ...samples },
    outcome: compared.outcome,
  };
}
