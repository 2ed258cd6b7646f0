import type { RunSpec } from "../../core/run/spec.ts";

/** The start input for repeating this run, with the same settings. The skill's current version, prices and checks apply. */
export function toStartRunInput(spec: RunSpec) {
  const {
    skillId,
    skillVersion: _version,
    unit: _unit,
    metrics: _metrics,
    prices: _prices,
    estimate: _estimate,
    judge: _judge,
    ...rest
  } = spec;
  const { input, scenarios, ...asked } = rest;
  return {
    ...asked,
    skill: skillId,
    inputId: input?.inputId ?? null,
    items: Object.fromEntries(scenarios.map(({ id, items }) => [id, items])),
    scenarios: Object.fromEntries(scenarios.map(({ id, items: _, ...each }) => [id, each])),
  };
}
