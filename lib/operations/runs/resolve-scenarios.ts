import { fitItems } from "../../core/inputs/fit-items.ts";
import { buildScenarios, defaultsFor, SCENARIO_IDS, type ScenarioOverrides } from "../../core/inputs/defaults.ts";
import type { RunInput, ScenarioSpec } from "../../core/run/spec.ts";
import { orderBySize } from "../../core/inputs/size-order.ts";
import { scaleItems } from "../../core/inputs/scaling.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";
import type { StartRunInput } from "./start-run-input.ts";

/**
 * The scenarios of the run, smallest first. The presenter's values override the skill's, which override the global defaults.
 * Uploaded rows are used once each unless a distribution is given.
 */
export function resolveScenarios(
  input: StartRunInput,
  skill: SkillManifest,
  runInput: RunInput | null = null,
): ScenarioSpec[] {
  const items = typeof input.items === "object" ? input.items : fittingItems(input, skill, runInput);
  const scenarios = Array.isArray(items)
    ? buildScenarios({ items, profileDefaults: skill.scenarioDefaults, overrides: input.scenarios })
    : namedScenarios(items, skill, input.scenarios);
  if (runInput === null) return scenarios;
  return scenarios.map((scenario) => ({
    ...scenario,
    distribution: input.scenarios[scenario.id]?.distribution ?? "uniform",
  }));
}

/** Uploaded rows determine the sizes unless a strategy is given. */
function fittingItems({ strategy, base }: StartRunInput, skill: SkillManifest, runInput: RunInput | null) {
  const { profile, maxItems } = skill;
  const fitting = runInput === null || strategy !== undefined ? null : fitItems(runInput.rows, maxItems);
  return [...(fitting ?? scaleItems(strategy ?? "adaptive", { base: base ?? profile.items.simple, profile }))];
}

/** Named scenarios take the defaults for their name, or else those for their rank by size. */
function namedScenarios(
  items: { readonly [id: string]: number },
  skill: SkillManifest,
  overrides: { readonly [id: string]: ScenarioOverrides },
): ScenarioSpec[] {
  const bySize = orderBySize(Object.entries(items).map(([id, count]) => ({ id, items: count })));
  return bySize.map(({ id, items: count }, rank) => {
    const like = SCENARIO_IDS.find((known) => known === id) ?? SCENARIO_IDS[rank] ?? "complex";
    const asked = Object.fromEntries(Object.entries(overrides[id] ?? {}).filter(([, value]) => value !== undefined));
    return { label: id, ...defaultsFor(like), ...skill.scenarioDefaults[like], ...asked, id, items: count };
  });
}
