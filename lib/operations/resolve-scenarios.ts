import { buildScenarios, defaultsFor, SCENARIO_IDS, type ScenarioOverrides } from "../core/defaults.ts";
import type { ScenarioSpec } from "../core/run-spec.ts";
import { scaleItems } from "../core/scaling.ts";
import type { SkillManifest } from "../skills/contract.ts";
import type { StartRunInput } from "./start-run-input.ts";

/** The scenarios that were asked for, smallest first: house defaults, over them the skill's, over them the presenter's. */
export function resolveScenarios(input: StartRunInput, skill: SkillManifest): ScenarioSpec[] {
  const { items, scenarios: overrides } = input;
  if (items !== undefined && !Array.isArray(items)) return namedScenarios(items, skill, overrides);
  return buildScenarios({
    items: items ?? scaledItems(input, skill),
    profileDefaults: skill.scenarioDefaults,
    overrides,
  });
}

function scaledItems({ strategy = "adaptive", base }: StartRunInput, { profile }: SkillManifest): readonly number[] {
  return scaleItems(strategy, { base: base ?? profile.items.simple, profile });
}

/** Scenarios with names of their own take the defaults of their name, else those of their rank. */
function namedScenarios(
  items: { readonly [id: string]: number },
  skill: SkillManifest,
  overrides: { readonly [id: string]: ScenarioOverrides },
): ScenarioSpec[] {
  const bySize = Object.entries(items).toSorted(([, a], [, b]) => a - b);
  return bySize.map(([id, count], rank) => {
    const like = SCENARIO_IDS.find((known) => known === id) ?? SCENARIO_IDS[rank] ?? "complex";
    const asked = Object.fromEntries(Object.entries(overrides[id] ?? {}).filter(([, value]) => value !== undefined));
    return { label: id, ...defaultsFor(like), ...skill.scenarioDefaults[like], ...asked, id, items: count };
  });
}
