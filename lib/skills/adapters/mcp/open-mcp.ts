import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import { openGuardedFetch } from "../guarded-fetch.ts";
import type { McpInvoke } from "../../definition/invoke/mcp.ts";
import type { Invoker, InvokerContext } from "../invoker.ts";
import { readBatchResults } from "./batch-results.ts";
import { McpConnection } from "./connection.ts";
import { prepareHttpLine } from "./http-line.ts";
import type { OpenServerLine } from "./server-line.ts";
import { prepareStdioLine } from "./stdio-line.ts";
import { createArguments } from "./tool-arguments.ts";
import { readToolResult } from "./tool-result.ts";

/** A tool of an MCP server. `fetch`: for servers over HTTP; by default it reaches the server of the URL only. */
export async function openMcp(invoke: McpInvoke, context: InvokerContext, fetch?: FetchLike): Promise<Invoker> {
  const connection = new McpConnection(await prepareLine(invoke, context, fetch), invoke.tool);
  const toArguments = createArguments(await connection.open(), invoke.arguments);
  const { options } = context;
  return {
    concurrency: invoke.concurrency,
    ready: async (signal) => void (await connection.ready(signal)),
    async invoke(item, call) {
      return { result: readToolResult(await connection.call(toArguments(item, options), call)) };
    },
    ...(invoke.per === "item"
      ? {}
      : {
          async *invokeBatch(items, call) {
            const answer = readToolResult(await connection.call(toArguments({ items }, options), call));
            const results = readBatchResults(answer, items.length, invoke.results);
            for (const [position, result] of results.entries()) yield { position, answer: { result } };
          },
        }),
    close: () => connection.close(),
  };
}

async function prepareLine(
  { server }: McpInvoke,
  context: InvokerContext,
  fetch: FetchLike | undefined,
): Promise<OpenServerLine> {
  if ("command" in server) return await prepareStdioLine(server.command, context);
  return prepareHttpLine(server, context, fetch ?? openGuardedFetch(server.url, server.allow, "invoke.server.allow"));
}
