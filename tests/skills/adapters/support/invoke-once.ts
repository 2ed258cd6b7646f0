import { createCost } from "../../../../lib/skills/adapters/cost.ts";
import { openInvoker } from "../../../../lib/skills/adapters/open-invoker.ts";
import type { Answer, Call, Invoker, InvokerContext } from "../../../../lib/skills/adapters/invoker.ts";
import type { JsonObject } from "../../../../lib/core/kit/json.ts";
import { Invoke } from "../../../../lib/skills/definition/invoke.ts";

/** Opens an adapter in the test process, as written in a skill.yaml. */
export async function openAdapter(
  invoke: JsonObject,
  folder: string,
  { options = {}, env = {}, secrets = {} }: Partial<Pick<InvokerContext, "options" | "env" | "secrets">> = {},
): Promise<Invoker> {
  return await openInvoker(Invoke.parse(invoke), {
    folder,
    options,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    secrets,
    itemTimeoutMs: 30_000,
  });
}

/** Invokes it for one item, and keeps what it reported meanwhile. */
export async function invokeOnce(invoker: Invoker, item: JsonObject, signal = new AbortController().signal) {
  const { call, progress, logged, cost } = createCall(signal);
  const answer: Answer = await invoker.invoke(item, call);
  return { ...answer, progress, logged, cost: cost.take() };
}

export function createCall(signal: AbortSignal, onProgress: (text: string) => void = () => {}) {
  const progress: string[] = [];
  const logged: string[] = [];
  const cost = createCost();
  const call: Call = {
    index: 0,
    signal,
    log: (level, text) => void logged.push(`${level} ${text}`),
    progress: (text) => {
      progress.push(text);
      onProgress(text);
    },
    addCost: cost.add,
  };
  return { call, progress, logged, cost };
}
