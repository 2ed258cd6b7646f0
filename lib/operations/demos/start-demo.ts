import { z } from "zod";
import { SCENARIO_IDS } from "../../core/inputs/defaults.ts";
import { selectDemoLength } from "../../core/inputs/demo-length.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { findDemo } from "./folder-demos.ts";
import { variantNotes } from "./sample-notes.ts";
import { invalidInput, notFound, refuseUnlessPresenter, type OperationResult } from "../outcomes.ts";
import { startRun, type StartedRun } from "../runs/start-run.ts";
import { StartRunInput } from "../runs/start-run-input.ts";
import { storableText } from "../inputs/storable.ts";
import { toStartRunInput } from "../runs/to-start-run-input.ts";

const { sync, hold, seed, items, variants, lengthSeconds, title, inputId } = StartRunInput.shape;
const { retry, stallLimitMs, reducedLoad, costCap, options } = StartRunInput.shape;
const { mode, limit, backoffMs } = retry.unwrap().shape;

/** The settings of a demo that can be overridden at its start. */
export const StartDemoInput = z.strictObject({
  demoId: storableText.min(1).max(80),
  title,
  sync: sync.unwrap().optional(),
  hold: hold.unwrap().optional(),
  seed: seed.unwrap().optional(),
  items,
  /** instead of the demo's scenarios */
  variants,
  /** left out: the demo's length, or none when sizes or rows are given */
  lengthSeconds: lengthSeconds.unwrap().optional(),
  inputId: inputId.unwrap().optional(),
  /** fields left out keep the demo's value; the same holds for `options` */
  retry: z
    .strictObject({
      mode: mode.unwrap().optional(),
      limit: limit.unwrap().optional(),
      backoffMs: backoffMs.unwrap().optional(),
    })
    .optional(),
  stallLimitMs: stallLimitMs.unwrap().optional(),
  reducedLoad: reducedLoad.unwrap().optional(),
  costCap: costCap.unwrap().optional(),
  options: options.unwrap().optional(),
  onStage: z.boolean().default(true),
});

/** Starts a run from a demo and puts it on stage. */
export async function startDemo(ctx: OperationContext, rawInput: unknown): Promise<OperationResult<StartedRun>> {
  const refusal = refuseUnlessPresenter(ctx, "start a demo");
  if (refusal) return refusal;
  const input = await resolveDemoInput(ctx, rawInput);
  return input.ok ? startRun(ctx, input.value) : input;
}

/** The start input for a demo's run, with the requested overrides applied. */
export async function resolveDemoInput(ctx: OperationContext, rawInput: unknown): Promise<OperationResult<object>> {
  const input = StartDemoInput.safeParse(rawInput);
  if (!input.success) return invalidInput(input.error);
  const { demoId, ...changes } = input.data;
  const demo = await findDemo(ctx, demoId);
  if (demo === null) return notFound("No such demo.");
  const planned = toStartRunInput(demo.spec);
  const isSized = changes.items !== undefined || typeof changes.inputId === "string";
  const merged = {
    lengthSeconds: isSized ? null : selectDemoLength(demo),
    ...withoutUndefined(changes),
    retry: { ...planned.retry, ...withoutUndefined(changes.retry ?? {}) },
    options: { ...planned.options, ...changes.options },
  };
  const given = withoutUndefined(merged);
  const { items: sizes, variants: own, scenarios: overrides, ...rest } = planned;
  if (changes.variants !== undefined) {
    // the demo's title and notes speak of its sizes
    const { title: _, notes, ...settings } = rest;
    return ok({ ...settings, demoId, notes: own === undefined ? variantNotes : notes, ...given });
  }
  // sizes by name make scales of a demo with variants
  const isScaled = own === undefined || typeof changes.items === "object";
  if (!isScaled) {
    const count = typeof changes.inputId === "string" ? undefined : sizes;
    return ok({ ...rest, demoId, items: count, ...given, variants: own, scenarios: overrides });
  }
  if (typeof changes.inputId !== "string")
    return ok({ ...rest, items: sizes, demoId, ...given, scenarios: pickKnown(overrides, changes.items) });
  // a demo's sizes and distributions suit its own data: with uploaded rows they are derived from the rows instead
  const withoutDistribution = Object.fromEntries(
    Object.entries(overrides).map(([id, { distribution: _, ...rest }]) => [id, rest]),
  );
  return ok({
    ...rest,
    demoId,
    ...given,
    scenarios: pickKnown(withoutDistribution, changes.items ?? SCENARIO_IDS.map(() => 1)),
  });
}

function withoutUndefined(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** The overrides of scenarios that exist with these sizes; a start with fewer or other sizes drops the rest. */
function pickKnown<Override>(
  overrides: { readonly [id: string]: Override },
  items: StartRunInput["items"],
): { readonly [id: string]: Override } {
  if (typeof items !== "object") return overrides;
  const ids: readonly string[] = Array.isArray(items) ? SCENARIO_IDS.slice(0, items.length) : Object.keys(items);
  return Object.fromEntries(Object.entries(overrides).filter(([id]) => ids.includes(id)));
}
