import { readVariables } from "../../config.ts";
import type { CostCap } from "../../core/run/prices.ts";
import { computeEstimate } from "../../core/estimate/compute.ts";
import { expectSizes } from "../../core/estimate/expect-sizes.ts";
import type { RunEstimate } from "../../core/run/estimate.ts";
import type { PricesInForce } from "../../core/ports/price-source.ts";
import { ok } from "../../core/kit/result.ts";
import type { RunInput, RunSpec } from "../../core/run/spec.ts";
import { describeRepeats } from "../../core/words/describe-sizes.ts";
import { countMostItems } from "../../core/inputs/fit-items.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";
import { describeLabels } from "../../core/words/describe-labels.ts";
import { buildRunSpec } from "./build-run-spec.ts";
import { overlaySkillPrices, type OverlaidPrices } from "../../core/cost/skill-prices.ts";
import type { OperationContext } from "../context.ts";
import { findBasis } from "./find-basis.ts";
import { findRunInput } from "./find-run-input.ts";
import { invalidInput, refuse, type OperationResult } from "../outcomes.ts";
import { StartRunInput } from "./start-run-input.ts";
import type { SkillFolder } from "../../skills/sources/installed-skill.ts";
import { findLaunchProblem } from "../../skills/sources/launch-problem.ts";
import { describeUnknownSkill } from "../../skills/sources/describe-unknown.ts";
import { describeUnstorable } from "../inputs/storable.ts";

export type PlannedRun = {
  readonly spec: RunSpec & { readonly estimate: RunEstimate };
  readonly onStage: boolean | undefined;
};

/** Validates the start input and builds the run's spec with its estimate; shared by starting and estimating. */
export async function planRun(ctx: OperationContext, rawInput: unknown): Promise<OperationResult<PlannedRun>> {
  const unstorable = describeUnstorable(rawInput);
  if (unstorable !== null) return refuse("invalid-input", unstorable);
  const input = StartRunInput.safeParse(rawInput);
  if (!input.success) return invalidInput(input.error);
  const skill = ctx.skills.get(input.data.skill);
  if (skill === undefined)
    return refuse("invalid-input", `skill: ${describeUnknownSkill(input.data.skill, ctx.skills)}`);
  const operatorPrices = await ctx.prices.read();
  const { inForce, clash } = overlaySkillPrices(operatorPrices, skill.manifest.prices);
  const problem = findPriceProblem(input.data.costCap, inForce);
  if (problem !== null) return refuse("invalid-input", problem);
  const runInput = await findRunInput(ctx, input.data.inputId, skill.manifest, input.data.options);
  if (!runInput.ok) return runInput;
  const built = buildRunSpec(input.data, skill.manifest, { prices: inForce.prices, input: runInput.value });
  if (!built.ok) return built;
  const hopeless =
    findAnswersProblem(built.value, skill.manifest) ?? (await findProgramProblem(built.value, skill.folder));
  if (hopeless !== null) return refuse("invalid-input", hopeless);
  const { warnings, ...estimate } = await estimateSpec(
    ctx,
    built.value,
    countMostItems(skill.manifest, runInput.value),
  );
  return ok({
    spec: {
      ...built.value,
      estimate: {
        ...estimate,
        warnings: [
          ...toLabelWarnings(runInput.value),
          ...toPriceWarnings(operatorPrices),
          ...toClashWarnings(clash),
          ...toRepeatWarnings(built.value, skill.manifest),
          ...warnings,
        ],
      },
    },
    onStage: input.data.onStage,
  });
}

/** With a length, a run like the sizes that it is probably fitted to is a better basis than one like those it has now. */
async function estimateSpec(ctx: OperationContext, spec: RunSpec, maxItems: number): Promise<RunEstimate> {
  const basis = await findBasis(ctx, spec);
  if (basis === null || (spec.lengthSeconds ?? null) === null) return computeEstimate(spec, basis);
  const expected = { ...spec, scenarios: expectSizes(spec, basis, maxItems) };
  const closer = (await findBasis(ctx, expected)) ?? basis;
  return computeEstimate({ ...spec, scenarios: expectSizes(spec, closer, maxItems) }, closer);
}

/** Without a recording, every item of a replay would fail. An option `answers` of the skill's own is another matter. */
function findAnswersProblem({ options, answers, skillId }: RunSpec, { runOptions = [] }: SkillManifest): string | null {
  if (!runOptions.includes("answers") || options["answers"] !== "replay" || (answers ?? null) !== null) return null;
  return `options.answers: no answers are recorded for ${skillId} yet. Record them once with answers=record`;
}

/** With a program that cannot be started, every item would fail. A variant may choose a program of its own. */
async function findProgramProblem({ options, scenarios }: RunSpec, folder: SkillFolder | undefined) {
  if (folder === undefined) return null;
  for (const { options: own = {} } of scenarios) {
    const problem = await findLaunchProblem(folder, { ...options, ...own }, readVariables);
    if (problem !== null) return problem;
  }
  return null;
}

/** A cap in money requires prices above 0; every other run starts without prices. */
function findPriceProblem(cap: CostCap | null, inForce: PricesInForce): string | null {
  if (cap?.unit !== "money") return null;
  const instead = "or cap busy-seconds or tokens";
  switch (inForce.status) {
    case "broken":
      return `costCap: a cap in money requires prices, but the price file cannot be used: ${inForce.message}`;
    case "none":
      return `costCap: a cap in money requires prices; set them in ${inForce.file}, ${instead}`;
    case "set": {
      const { currency: _, ...prices } = inForce.prices;
      const isFree = Object.values(prices).every((price) => price === 0);
      return isFree
        ? `costCap: every price is 0, so a cap in money would never stop the run; set prices, ${instead}`
        : null;
    }
  }
}

function toLabelWarnings(input: RunInput | null): string[] {
  const warning = input === null ? null : describeLabels(input);
  return warning === null ? [] : [warning];
}

/** A size that is fitted to a length has no more items than there are rows. */
function toRepeatWarnings({ scenarios, input, lengthSeconds }: RunSpec, { ownRows, unit }: SkillManifest): string[] {
  const isFitted = (lengthSeconds ?? null) !== null;
  const large = scenarios.findLast(({ items }) => ownRows !== undefined && items > ownRows.count);
  if (large === undefined || ownRows === undefined || input !== null || isFitted) return [];
  return [describeRepeats(large.label, large.items, ownRows.count, unit)];
}

function toPriceWarnings(inForce: PricesInForce): string[] {
  return inForce.status === "broken"
    ? [`Costs are not shown in money, because the price file cannot be used: ${inForce.message}`]
    : [];
}

function toClashWarnings(clash: OverlaidPrices["clash"]): string[] {
  if (clash === null) return [];
  const { skill, operator } = clash;
  return [
    `Costs are not shown in money: the skill's prices are in ${skill}, those in the price file in ${operator}. Use one currency.`,
  ];
}
