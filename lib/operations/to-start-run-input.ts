import type { RunSpec } from "../core/run-spec.ts";

/** The input that starts this run again; the skill's present version and checks apply. */
export function toStartRunInput(spec: RunSpec) {
  const {
    title,
    skillId: skill,
    seed,
    sync,
    hold,
    milestones,
    waitLimitMs,
    arrivalTolerance,
    retry,
    stallLimitMs,
    reducedLoad,
    costCap,
    options,
    demoId,
    notes,
  } = spec;
  const items = Object.fromEntries(spec.scenarios.map(({ id, items: count }) => [id, count]));
  const scenarios = Object.fromEntries(spec.scenarios.map(({ id, items: _, ...rest }) => [id, rest]));
  return {
    title,
    skill,
    seed,
    sync,
    hold,
    milestones,
    waitLimitMs,
    arrivalTolerance,
    retry,
    stallLimitMs,
    reducedLoad,
    costCap,
    inputId: spec.input?.inputId ?? null,
    options,
    demoId,
    notes,
    items,
    scenarios,
  };
}
