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
    case "agent": {
      const { openAgent } = await import("./agent/open-agent.ts");
      return await openAgent(invoke, context);
    }
    case "http": {
      const { openHttp } = await import("./http/open-http.ts");
      return await openHttp(invoke, context);
    }
    case "mcp": {
      const { openMcp } = await import("./mcp/open-mcp.ts");
      return await openMcp(invoke, context);
    }
    case "graph": {
      const { openGraph } = await import("./graph/open-graph.ts");
      return await openGraph(invoke, context);
    }
  }
}
