import { z } from "zod";
import { SCENARIO_IDS } from "../core/defaults.ts";
import { ok } from "../core/result.ts";
import type { OperationContext } from "./context.ts";
import { invalidInput, notFound, refuseUnlessPresenter, type OperationResult } from "./outcomes.ts";
import { startRun, type StartedRun } from "./start-run.ts";
import { StartRunInput } from "./start-run-input.ts";
import { storableText } from "./storable.ts";
import { toStartRunInput } from "./to-start-run-input.ts";

const { sync, hold, seed, items, title } = StartRunInput.shape;

/** What may be changed of a demo at its start. */
export const StartDemoInput = z.strictObject({
  demoId: storableText.min(1).max(80),
  title,
  sync: sync.unwrap().optional(),
  hold: hold.unwrap().optional(),
  seed: seed.unwrap().optional(),
  items,
  onStage: z.boolean().default(true),
});

/** Starts a run as its demo says, and shows it to the audience. */
export async function startDemo(ctx: OperationContext, rawInput: unknown): Promise<OperationResult<StartedRun>> {
  const refusal = refuseUnlessPresenter(ctx, "start a demo");
  if (refusal) return refusal;
  const input = await resolveDemoInput(ctx, rawInput);
  return input.ok ? startRun(ctx, input.value) : input;
}

/** What starts a run as its demo says, with the changes that were asked for. */
export async function resolveDemoInput(ctx: OperationContext, rawInput: unknown): Promise<OperationResult<object>> {
  const input = StartDemoInput.safeParse(rawInput);
  if (!input.success) return invalidInput(input.error);
  const { demoId, ...changes } = input.data;
  const demo = await ctx.demos.get(demoId);
  if (demo === null) return notFound("There is no such demo.");
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const planned = toStartRunInput(demo.spec);
  return ok({ ...planned, demoId, ...given, scenarios: keepNamed(planned.scenarios, changes.items) });
}

/** Other sizes may mean fewer scenarios, or others: the demo's wishes for those that are gone go with them. */
function keepNamed<Wish>(
  wishes: { readonly [id: string]: Wish },
  items: StartRunInput["items"],
): { readonly [id: string]: Wish } {
  if (items === undefined) return wishes;
  const ids: readonly string[] = Array.isArray(items) ? SCENARIO_IDS.slice(0, items.length) : Object.keys(items);
  return Object.fromEntries(Object.entries(wishes).filter(([id]) => ids.includes(id)));
}
