import type { JsonObject } from "../../core/kit/json.ts";
import { isVariantsRun } from "../../core/run/variants/options.ts";
import type { RunSpec } from "../../core/run/spec.ts";

/** The keys of a spec that the start input has, too. The others are named otherwise there, or derived anew at each start. */
const IS_SETTING = {
  title: true,
  skillId: false,
  skillVersion: false,
  unit: false,
  metrics: false,
  seed: true,
  sync: true,
  hold: true,
  milestones: true,
  waitLimitMs: true,
  arrivalTolerance: true,
  lengthSeconds: true,
  scenarios: false,
  retry: true,
  stallLimitMs: true,
  reducedLoad: true,
  costCap: true,
  prices: false,
  estimate: false,
  judge: false,
  answers: false,
  input: false,
  options: true,
  demoId: true,
  notes: true,
} as const satisfies { readonly [Key in keyof RunSpec]-?: boolean };

type Setting = { [Key in keyof RunSpec]-?: (typeof IS_SETTING)[Key] extends true ? Key : never }[keyof RunSpec];

/** The start input for repeating this run, with the same settings. The skill's current version, prices and checks apply. */
export function toStartRunInput(spec: RunSpec) {
  const { skillId, input, scenarios } = spec;
  return {
    ...pickSettings(spec),
    skill: skillId,
    inputId: input?.inputId ?? null,
    ...toSizes(spec),
    scenarios: Object.fromEntries(scenarios.map(({ id, items: _, options: _own, ...each }) => [id, each])),
  };
}

function pickSettings(spec: RunSpec): Pick<RunSpec, Setting> {
  const settings = Object.entries(spec).filter(([key]) => key in IS_SETTING && IS_SETTING[key as keyof RunSpec]);
  // exactly the keys of Setting are left
  return Object.fromEntries(settings) as Pick<RunSpec, Setting>;
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
