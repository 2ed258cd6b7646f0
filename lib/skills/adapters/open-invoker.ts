import type { Invoke } from "../definition/invoke.ts";
import type { Invoker, InvokerContext } from "./invoker.ts";

/** Opens the adapter for a kind of skill; only its own libraries are loaded. */
export async function openInvoker(invoke: Invoke, context: InvokerContext): Promise<Invoker> {
  switch (invoke.kind) {
    case "command": {
      const { openCommand } = await import("./command/open-command.ts");
      return await openCommand(invoke, context);
    }
    case "model": {
      const { openModel } = await import("./model/open-model.ts");
      return await openModel(invoke, context);
    }
  }
}
