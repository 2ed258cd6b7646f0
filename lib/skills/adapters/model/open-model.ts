import type { ModelInvoke } from "../../definition/invoke/model.ts";
import type { Invoker, InvokerContext } from "../invoker.ts";
import { fillText } from "../template.ts";
import { openAsk } from "./open-ask.ts";

/** A model that is asked once per item. */
export async function openModel(invoke: ModelInvoke, context: InvokerContext): Promise<Invoker> {
  const { options } = context;
  const { concurrency, system, prompt, output, temperature = null, maxOutputTokens = null } = invoke;
  const model = fillText(invoke.model, { options });
  const schema = output === "text" ? null : output.schema;
  const { ask, close } = await openAsk(invoke, invoke.paceMs, context);
  return {
    concurrency,
    limitsTime: true,
    async invoke(item, call) {
      const view = { ...item, options };
      const answer = await ask(
        {
          model,
          system: system === undefined ? null : fillText(system, view),
          prompt: fillText(prompt, view),
          schema,
          temperature,
          maxOutputTokens,
        },
        call,
      );
      return { result: answer.result, latencyMs: answer.latencyMs };
    },
    close,
  };
}
