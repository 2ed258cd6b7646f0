import { z } from "zod";
import { defaultsFor } from "../../core/inputs/defaults.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import { ok } from "../../core/kit/result.ts";
import { isSameJson } from "../../core/kit/same-json.ts";
import type { RunInput, ScenarioSpec } from "../../core/run/spec.ts";
import { joinNames } from "../../core/words/names.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";
import { invalidInput, refuse, type OperationResult } from "../outcomes.ts";
import type { StartRunInput } from "./start-run-input.ts";
import type { Variants } from "./variants-input.ts";

/** Every variant has the same settings, so that only its options differ: those of the middle scale, with time for the slowest. */
const LIKE = "medium";
const LEAST_TIME_BUDGET_MS = 300_000;

type VariantsInput = Pick<StartRunInput, "items" | "options" | "scenarios"> & { readonly variants: Variants };

/**
 * A14. The scenarios of a run whose scenarios are variants, in the order given: equal sizes, settings and data. Without a number
 * of items each has the uploaded rows, or the size of the skill's smallest stage scenario.
 */
export function resolveVariants(
  input: VariantsInput,
  skill: SkillManifest,
  runInput: RunInput | null,
): OperationResult<ScenarioSpec[]> {
  const named = input.variants.map(({ name, options }) => ({ id: toVariantId(name), label: name, options }));
  const problem = findNameProblem(named);
  if (problem !== null) return refuse("invalid-input", `variants: ${problem}`);
  const items =
    typeof input.items === "number"
      ? input.items
      : Math.min(skill.maxItems, runInput?.rows ?? skill.stage.items.simple);
  const scenarios: ScenarioSpec[] = [];
  const complete: { readonly label: string; readonly options: JsonObject }[] = [];
  for (const { id, label, options } of named) {
    const parsed = parseOptions(skill, { run: input.options, asked: options }, label);
    if (!parsed.ok) return parsed;
    const same = complete.find((each) => isSameJson(each.options, parsed.value));
    if (same !== undefined) return refuse("invalid-input", `variants: ${describeSame(same.label, label)}`);
    complete.push({ label, options: parsed.value });
    scenarios.push({ ...toSettings(input, skill, id), id, label, items, options: pickOwn(parsed.value, options) });
  }
  return ok(scenarios);
}

/** "Model A" becomes "model-a". */
export function toVariantId(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

function findNameProblem(named: readonly { readonly id: string; readonly label: string }[]): string | null {
  const at = named.findIndex(({ id }, index) => named.findIndex((each) => each.id === id) < index);
  const later = named[at];
  const earlier = named.find(({ id }) => id === later?.id);
  if (later === undefined || earlier === undefined) return null;
  return earlier.label === later.label
    ? `${later.label} occurs twice; give each variant a name of its own`
    : `${earlier.label} and ${later.label} are too much alike: both become ${later.id}`;
}

function describeSame(one: string, other: string): string {
  return `${one} and ${other} have the same options, so there is nothing to compare; change an option of one of them`;
}

function describeShared(label: string, names: readonly string[]): string {
  const verb = names.length === 1 ? "belongs" : "belong";
  return `${label}: ${joinNames(names)} ${verb} to the whole run; set ${joinNames(names.map((name) => `options.${name}`))} instead`;
}

/** The complete options of a variant, with the skill's defaults. */
function parseOptions(
  skill: SkillManifest,
  { run, asked }: { readonly run: JsonObject; readonly asked: JsonObject },
  label: string,
): OperationResult<JsonObject> {
  const shared = (skill.runOptions ?? []).filter((name) => name in asked);
  if (shared.length > 0) return refuse("invalid-input", `variants: ${describeShared(label, shared)}`);
  const known = listOptions(skill);
  if (known.length === 0)
    return refuse(
      "invalid-input",
      `variants: ${skill.id} has no options of its own, so its scenarios can only differ in size`,
    );
  const unknown = Object.keys(asked).filter((name) => !known.includes(name));
  if (unknown.length > 0)
    return refuse(
      "invalid-input",
      `variants: ${label}: unknown option ${joinNames(unknown)}; ${skill.id} has ${joinNames(known)}`,
    );
  const parsed = skill.options.safeParse({ ...run, ...asked });
  return parsed.success ? ok(parsed.data) : invalidInput(parsed.error, [`variants: ${label}`]);
}

/** By which variants may differ. */
function listOptions({ options, runOptions = [] }: SkillManifest): readonly string[] {
  const { properties = {} } = z.toJSONSchema(options, { io: "input", unrepresentable: "any" });
  return Object.keys(properties).filter((name) => !runOptions.includes(name));
}

/** What the variant itself asked for, as the skill understands it. */
function pickOwn(complete: JsonObject, asked: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(complete).filter(([name]) => name in asked));
}

function toSettings(
  { scenarios }: VariantsInput,
  skill: SkillManifest,
  id: string,
): Omit<ScenarioSpec, "id" | "label" | "items"> {
  const { label: _, ...asked } = scenarios[id] ?? {};
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const usual = { ...defaultsFor(LIKE), ...skill.scenarioDefaults[LIKE] };
  return {
    ...usual,
    timeBudgetMs: Math.max(LEAST_TIME_BUDGET_MS, usual.timeBudgetMs),
    distribution: "uniform",
    ...given,
  };
}
