import type { JsonObject, JsonValue } from "../../core/kit/json.ts";
import type { BatchContext } from "../contract/contract.ts";
import type { SkillDefinition } from "../definition/definition.ts";
import type { Expect } from "../definition/expect.ts";
import { compareResult, describeResult, type Comparison } from "./compare.ts";
import { addValues, type Values } from "./cost.ts";
import type { Answer } from "./invoker.ts";
import { addAgreement, compareByJudge, isDecidedByJudge, type Judged } from "./judge-answer.ts";
import { readCost, readFigures } from "./read-path.ts";

/** An item of a batch: its uploaded row, and what the skill may see of it. */
export type Work = { readonly position: number; readonly row: JsonObject; readonly item: JsonObject };

/** How answers become results. `expect` null: they are compared with nothing. */
export type Measures = { readonly definition: SkillDefinition; readonly expect: Expect | null };

/** `latencyMs` null: not known. `cost`: counts even if the answer cannot be used. */
export type Timed = Answer & { readonly latencyMs: number | null; readonly cost: Values };

/** Reports an answer as an item result; one without the figures that it must have counts as failed. */
export function reportAnswer(
  context: BatchContext,
  { position, row }: Work,
  answer: Timed,
  measures: Measures & { readonly judged: Judged | null },
): void {
  const index = requireIndex(context, position);
  try {
    context.report({ index, ok: true, ...toFigures(answer, row, measures) });
  } catch (error) {
    const own = { ...readCost(answer.result, measures.definition.result), ...answer.cost };
    reportFailure(context, position, error, addValues(own, measures.judged?.cost ?? {}));
  }
}

export function reportFailure(context: BatchContext, position: number, error: unknown, cost: Values): void {
  const text = describeError(error);
  const index = requireIndex(context, position);
  context.report({ index, ok: false, error: text, values: { ...cost, failed: 1 }, outcome: "failed" });
}

function describeError(error: unknown): string {
  // what the engine says of a document that is too deep to be walked
  if (error instanceof RangeError && error.message.startsWith("Maximum call stack"))
    return "The answer is nested too deeply.";
  return error instanceof Error ? error.message : String(error);
}

export function requireIndex({ indices }: Pick<BatchContext, "indices">, position: number): number {
  const index = indices[position];
  if (index === undefined) throw new Error(`A batch of ${indices.length} items has no item ${position}`);
  return index;
}

function toFigures(
  { result, values = {}, samples, latencyMs, cost }: Timed,
  row: JsonObject,
  { definition, expect, judged }: Measures & { readonly judged: Judged | null },
) {
  const mapped = readFigures(result, definition.result);
  const compared = compare(result, row, { definition, expect, judged });
  return {
    values: addValues(
      { answered: 1, ...mapped.values, ...values, ...cost, ...compared.values },
      judged?.values ?? {},
      judged?.cost ?? {},
    ),
    samples: { ...(latencyMs === null ? {} : { latency_ms: [latencyMs] }), ...mapped.samples, ...samples },
    outcome: compared.outcome,
  };
}

function compare(
  result: JsonValue,
  row: JsonObject,
  { definition, expect, judged }: Measures & { readonly judged: Judged | null },
): Comparison {
  if (judged !== null && isDecidedByJudge(expect))
    return compareByJudge(judged, describeResult(result, definition.result));
  if (expect === null) return { values: {}, outcome: describeResult(result, definition.result) };
  const compared = compareResult(result, row[expect.column], expect, definition.result);
  return judged === null ? compared : addAgreement(compared, judged);
}
