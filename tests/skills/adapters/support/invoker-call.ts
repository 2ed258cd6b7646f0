import type { JsonObject } from "../../../../lib/core/kit/json.ts";
import { SkillDefinition } from "../../../../lib/skills/definition/definition.ts";
import { createCost, type Cost } from "../../../../lib/skills/adapters/cost.ts";
import type { Call, InvokerContext } from "../../../../lib/skills/adapters/invoker.ts";
import type { Invoke } from "../../../../lib/skills/definition/invoke.ts";

export type RecordedCall = Call & { readonly logs: string[]; readonly steps: string[]; readonly cost: Cost };

/** A call whose log, progress and cost are kept. */
export function createCall(signal: AbortSignal = new AbortController().signal): RecordedCall {
  const logs: string[] = [];
  const steps: string[] = [];
  const cost = createCost();
  return {
    index: 0,
    signal,
    log: (_level, text) => void logs.push(text),
    progress: (text) => void steps.push(text),
    logs,
    steps,
    addCost: cost.add,
    cost,
  };
}

export function createContext(given: Partial<InvokerContext> = {}): InvokerContext {
  return { folder: "/", options: {}, env: {}, secrets: {}, itemTimeoutMs: 30_000, ...given };
}

/** The `invoke` of a definition, as skill.yaml would give it. */
export function parseInvoke<Kind extends Invoke["kind"]>(
  invoke: { readonly kind: Kind } & Record<string, unknown>,
  secrets: readonly string[] = [],
): Extract<Invoke, { kind: Kind }> {
  return SkillDefinition.parse({ invoke, secrets, options: declareOptions(invoke) }).invoke as Extract<
    Invoke,
    { kind: Kind }
  >;
}

function declareOptions(invoke: unknown): JsonObject {
  const filledIn = JSON.stringify(invoke).matchAll(/{{options\.(\w+)}}/g);
  return Object.fromEntries([...filledIn].map(([, name = ""]) => [name, { type: "string", default: "" }]));
}
