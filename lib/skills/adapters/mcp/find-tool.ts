import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import { closest } from "fastest-levenshtein";

/** A server that lists more pages repeats itself. */
const MAX_PAGES = 100;
const MAX_NAMES = 40;

/** The server's tool of this name. Rejects with the names of its tools, the most similar first. */
export async function findTool(client: Client, name: string): Promise<Tool> {
  const names: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { tools, nextCursor } = await client.listTools(cursor === undefined ? {} : { cursor });
    const found = tools.find((tool) => tool.name === name);
    // the client keeps the output schemas of the last page that it read, so this one is the last
    if (found !== undefined) return requireCallable(found);
    names.push(...tools.map((tool) => tool.name));
    if (nextCursor === undefined) break;
    cursor = nextCursor;
  }
  throw new Error(`The MCP server has no tool ${name}. ${describeTools(name, names)}`);
}

function requireCallable(tool: Tool): Tool {
  if (tool.execution?.taskSupport === "required")
    throw new Error(`The tool ${tool.name} runs only as a task of MCP, which is not supported. Choose another tool.`);
  return tool;
}

function describeTools(name: string, names: readonly string[]): string {
  if (names.length === 0) return "It has none at all.";
  const similar = closest(name, names);
  const others = names.filter((other) => other !== similar);
  return `Its tools: ${[similar, ...others].slice(0, MAX_NAMES).join(", ")}.`;
}
