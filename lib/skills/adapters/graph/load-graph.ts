import { access } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { closest } from "fastest-levenshtein";
import type { GraphInvoke } from "../../definition/invoke/graph.ts";
import type { InvokerContext } from "../invoker.ts";

/** The part of a compiled LangGraph graph that is used. The library itself is the skill's own. */
export type CompiledGraph = {
  stream(input: unknown, config: Readonly<Record<string, unknown>> & GraphConfig): Promise<AsyncIterable<unknown>>;
};

export type GraphConfig = {
  readonly streamMode: readonly string[];
  readonly signal: AbortSignal;
  readonly recursionLimit: number;
  readonly callbacks: readonly object[];
};

/** Imports the graph of a skill's folder. Rejects with an error that says what to do. */
export async function loadGraph(
  { module, export: name }: Pick<GraphInvoke, "module" | "export">,
  { folder, options }: Pick<InvokerContext, "folder" | "options">,
): Promise<CompiledGraph> {
  const exported = requireExport(await importModule(folder, module), module, name);
  const graph: unknown = isGraph(exported) || typeof exported !== "function" ? exported : await exported({ options });
  if (isGraph(graph)) return graph;
  const hint = hasMethod(graph, "compile")
    ? "It is a graph that is not compiled yet: export what its compile() returns."
    : "Export what StateGraph's compile() returns, or a function that returns it.";
  throw new Error(`${name} of ${module} is no compiled graph. ${hint}`);
}

async function importModule(folder: string, module: string): Promise<Readonly<Record<string, unknown>>> {
  const path = join(folder, module);
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (!exists) throw new Error(`There is no file ${module} in ${folder}.`);
  try {
    return (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    const hint = isMissing ? ` Run npm install in ${folder}.` : "";
    throw new Error(`${module} cannot be loaded: ${text}${hint}`, { cause: error });
  }
}

function requireExport(exports: Readonly<Record<string, unknown>>, module: string, name: string): unknown {
  if (name in exports) return exports[name];
  const names = Object.keys(exports);
  if (names.length === 0) throw new Error(`${module} exports nothing. Export the compiled graph as ${name}.`);
  throw new Error(
    `${module} has no export ${name}. Its exports: ${names.join(", ")}. Set invoke.export, such as to ${closest(name, names)}.`,
  );
}

function isGraph(value: unknown): value is CompiledGraph {
  return hasMethod(value, "stream") && hasMethod(value, "invoke");
}

function hasMethod(value: unknown, name: string): boolean {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || !(name in value)) return false;
  return typeof Object(value)[name] === "function";
}
