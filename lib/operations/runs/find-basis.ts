import { toEstimateBasis, type EstimateBasis } from "../../core/estimate/basis.ts";
import { areLikeSizes } from "../../core/estimate/like-run.ts";
import { computeMachinePace, toDefaultBasis } from "../../core/estimate/measured-defaults.ts";
import { toRecordedBasis } from "../../core/estimate/recorded-answers.ts";
import type { RunState } from "../../core/run/state.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import type { OperationContext } from "../context.ts";

/** Number of recent runs whose sizes are compared with the planned ones. */
const MAX_LISTED = 50;
/** Number of runs among them that are read. */
const MAX_CANDIDATES = 5;

/**
 * What an estimate is based on: the newest like run of the skill, rather one with the same version, options and input; else the
 * kept answers of its model, or the defaults that ship with the skill, scaled to this machine where a run shows its pace. Null
 * without any.
 */
export async function findBasis(ctx: OperationContext, spec: RunSpec): Promise<EstimateBasis | null> {
  return (await findLikeRun(ctx, spec)) ?? (await findDefaults(ctx, spec));
}

async function findLikeRun(ctx: OperationContext, spec: RunSpec): Promise<EstimateBasis | null> {
  const planned = spec.scenarios.map(({ items }) => items);
  const page = { limit: MAX_LISTED, cursor: null };
  const { items: listed } = await ctx.runs.list({ skillId: spec.skillId, status: "complete" }, page);
  const candidates = listed.filter(({ items }) => areLikeSizes(items, planned)).slice(0, MAX_CANDIDATES);
  let best: { readonly basis: EstimateBasis; readonly distance: number } | null = null;
  for (const { id } of candidates) {
    const state = await ctx.log.readState(id);
    const basis = state === null ? null : toEstimateBasis(state, spec);
    if (state === null || basis === null || !areLikeSizes(toSizes(basis), planned)) continue;
    if (toPace(state.spec) !== toPace(spec)) continue;
    const distance = computeDistance(state, spec, basis);
    if (distance === 0) return basis;
    if (best === null || distance < best.distance) best = { basis, distance };
  }
  return best?.basis ?? null;
}

/** A model and the replay of its answers take different times. */
function toPace({ answers }: Pick<RunSpec, "answers">): string {
  return answers?.pace ?? "own";
}

function toSizes({ samples }: EstimateBasis): number[] {
  return samples.map(({ items }) => items);
}

/** 0: alike in all; another kind of input counts most, since its items are others. */
function computeDistance(state: RunState, spec: RunSpec, { differences }: EstimateBasis): number {
  const isOtherKind = (state.spec.input === null) !== (spec.input === null);
  return differences.length + (isOtherKind ? 10 : 0);
}

async function findDefaults(ctx: OperationContext, spec: RunSpec): Promise<EstimateBasis | null> {
  const { measured: defaults, pinned } = ctx.skills.get(spec.skillId)?.manifest ?? {};
  if (pinned !== undefined) return toRecordedBasis(pinned, spec);
  if (defaults === undefined) return null;
  return toDefaultBasis(defaults, await findPace(ctx));
}

/** By the newest run of any skill with defaults that did enough. */
async function findPace(ctx: OperationContext): Promise<number | null> {
  const { items: listed } = await ctx.runs.list({}, { limit: MAX_CANDIDATES, cursor: null });
  for (const { id, skillId } of listed) {
    const defaults = ctx.skills.get(skillId)?.manifest.measured;
    const state = defaults === undefined ? null : await ctx.log.readState(id);
    const pace = state === null || defaults === undefined ? null : computeMachinePace(state, defaults);
    if (pace !== null) return pace;
  }
  return null;
}
