import { drawRows } from "../../core/inputs/data.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import type { InputStore } from "../../core/ports/input-store.ts";
import type { RunSpec, ScenarioSpec } from "../../core/run/spec.ts";

/** Reads a run's rows once, on first use. */
export type RunInputReader = (spec: RunSpec) => Promise<readonly JsonObject[] | null>;

export function createRunInputReader(inputs: Pick<InputStore, "readRows">): RunInputReader {
  let reading: Promise<readonly JsonObject[] | null> | null = null;
  return ({ input }) => {
    reading ??= input === null ? Promise.resolve(null) : inputs.readRows(input.inputId);
    return reading;
  };
}

/** The rows of a scenario, one per item. */
export function drawScenarioRows(
  rows: readonly JsonObject[] | null,
  seed: number,
  { items: count, distribution }: ScenarioSpec,
): readonly JsonObject[] | null {
  return rows === null ? null : drawRows(rows, { seed, count, distribution });
}
