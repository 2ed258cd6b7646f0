import type { Demo } from "../ports/run-store.ts";
import { SAMPLE_LENGTH_SECONDS } from "./defaults.ts";

/** The length that a demo runs with unless sizes or rows are chosen; samples stored before there were lengths have none. */
export function selectDemoLength({ sample, spec }: Pick<Demo, "sample" | "spec">): number | null {
  const { lengthSeconds } = spec;
  return lengthSeconds === undefined && sample ? SAMPLE_LENGTH_SECONDS : (lengthSeconds ?? null);
}
