import type { JsonObject } from "../../core/kit/json.ts";
import { isVariantsRun } from "../../core/run/variants/options.ts";
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
    ...toSizes(spec),
    scenarios: Object.fromEntries(scenarios.map(({ id, items: _, options: _own, ...each }) => [id, each])),
  };
}

type Sizes = {
  readonly items: number | undefined | { readonly [id: string]: number };
  readonly variants?: readonly { readonly name: string; readonly options: JsonObject }[];
};

function toSizes(spec: RunSpec): Sizes {
  const { scenarios } = spec;
  if (!isVariantsRun(spec)) return { items: Object.fromEntries(scenarios.map(({ id, items }) => [id, items])) };
  return {
    items: scenarios[0]?.items,
    variants: scenarios.map(({ label, options = {} }) => ({ name: label, options })),
  };
}
