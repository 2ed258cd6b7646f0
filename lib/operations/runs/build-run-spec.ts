import { findOrderFault } from "../../core/inputs/size-order.ts";
import type { JsonObject } from "../../core/kit/json.ts";
import { ok } from "../../core/kit/result.ts";
import type { PriceTable } from "../../core/run/prices.ts";
import type { RunInput, RunSpec, ScenarioSpec } from "../../core/run/spec.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";
import { invalidInput, refuse, type OperationResult } from "../outcomes.ts";
import { leaveTimeFor } from "./leave-time.ts";
import { resolveScenarios } from "./resolve-scenarios.ts";
import { resolveVariants } from "./resolve-variants.ts";
import type { StartRunInput } from "./start-run-input.ts";
import type { Variants } from "./variants-input.ts";

const MAX_WORKERS = 32;

/** Builds the complete spec of a run from the start input, the skill's defaults and the global defaults. */
export function buildRunSpec(
  input: StartRunInput,
  skill: SkillManifest,
  given: { readonly prices: PriceTable | null; readonly input: RunInput | null },
): OperationResult<RunSpec> {
  const options = skill.options.safeParse(input.options);
  if (!options.success) return invalidInput(options.error, ["options"]);
  const resolved =
    input.variants === undefined
      ? ok(resolveScenarios(input, skill, given.input))
      : resolveVariants({ ...input, variants: input.variants }, skill, given.input);
  if (!resolved.ok) return resolved;
  const scenarios = resolved.value;
  const problem = findProblem(input, skill, scenarios) ?? findShortage(scenarios, given.input);
  if (problem !== null) return refuse("invalid-input", problem);
  const { seed, sync, hold, milestones, waitLimitMs, arrivalTolerance, demoId, notes } = input;
  const { retry, stallLimitMs, reducedLoad, costCap } = input;
  const spec: RunSpec = {
    title: input.title ?? titleOf(skill, input.variants ?? []),
    skillId: skill.id,
    skillVersion: skill.version,
    unit: given.input === null ? skill.unit : (skill.input?.unit ?? skill.unit),
    metrics: skill.metrics,
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
    prices: given.prices,
    estimate: null,
    // uploaded rows have no recorded judgements
    ...toAnswers(skill, options.data),
    judge: given.input !== null || options.data.judge === "off" ? null : (skill.judge ?? null),
    input: given.input,
    scenarios,
    options: options.data,
    demoId,
    notes,
  };
  return ok(input.lengthSeconds === null ? spec : leaveTimeFor(spec, input.lengthSeconds));
}

/** Frozen into the run, so that it states its recording even when that is gone. */
function toAnswers({ pinned }: SkillManifest, { answers, pace }: JsonObject): Pick<RunSpec, "answers"> {
  if (answers !== "replay" || pinned === undefined) return {};
  return { answers: { kind: "pinned", ...pinned, pace: pace === "fast" ? "fast" : "recorded" } };
}

const MOST_NAMES = 3;

/** "Text classification: fast against careful" */
function titleOf({ title }: SkillManifest, variants: Variants): string {
  if (variants.length === 0) return title;
  if (variants.length > MOST_NAMES) return `${title}: ${variants.length} variants`;
  return `${title}: ${variants.map(({ name }) => name).join(" against ")}`;
}

/** With uploaded rows each item is one row, so a scenario cannot have more items than rows. */
function findShortage(scenarios: readonly ScenarioSpec[], input: RunInput | null): string | null {
  const large = input === null ? undefined : scenarios.find(({ items }) => items > input.rows);
  if (input === null || large === undefined) return null;
  const rows = `${input.rows} row${input.rows === 1 ? "" : "s"}`;
  return `items: ${large.id} has ${large.items} items, but ${input.name} has ${rows}; use at most ${input.rows}, or leave the sizes out to fit them to the rows`;
}

function findProblem(input: StartRunInput, skill: SkillManifest, scenarios: readonly ScenarioSpec[]): string | null {
  const unknown = Object.keys(input.scenarios).filter((id) => !scenarios.some((scenario) => scenario.id === id));
  if (unknown.length > 0)
    return `scenarios: unknown name ${unknown.join(", ")}; this run has ${scenarios.map(({ id }) => id).join(", ")}`;
  const large = scenarios.find(({ items }) => items > skill.maxItems);
  if (large !== undefined)
    return `items: ${large.id} has ${large.items} items; ${skill.id} accepts at most ${skill.maxItems} per scenario`;
  if (findOrderFault(scenarios)?.kind === "falling")
    return "items: give sizes from small to large, or one number by scenario name";
  const workers = scenarios.reduce((sum, { concurrency }) => sum + concurrency, 0);
  if (workers > MAX_WORKERS)
    return `scenarios: ${workers} workers requested; a run has at most ${MAX_WORKERS} in total`;
  return null;
}
