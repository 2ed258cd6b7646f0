import { mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { readDefinition } from "../../../lib/skills/definition/read-definition.ts";
import { invokeOnce, openAdapter } from "./support/invoke-once.ts";

async function readBlocks(page: string): Promise<Map<string, string>> {
  const text = await readFile(`docs/skills/${page}.md`, "utf8");
  const blocks = [...text.matchAll(/```\w+\n(?:#|\/\/) \w+\/(\S+)\n([^]*?)```/g)];
  return new Map(blocks.map(([, name = "", content = ""]) => [name, content]));
}

function requireDefinition(blocks: ReadonlyMap<string, string>) {
  const read = readDefinition(blocks.get("skill.yaml") ?? "");
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

test("[M4] the page about MCP tools shows a definition that is read as it says", async () => {
  const { invoke, expect: expected } = requireDefinition(await readBlocks("mcp"));
  expect(invoke).toMatchObject({ kind: "mcp", tool: "get-sum", per: "item", concurrency: 1 });
  expect(expected).toMatchObject({ column: "sum", match: "contains" });
});

test("[M5] the page about graphs shows a folder that works as it stands", async () => {
  const blocks = await readBlocks("graph");
  const folder = await mkdtemp(join(tmpdir(), "graph-"));
  await writeFile(join(folder, "graph.mjs"), blocks.get("graph.mjs") ?? "");
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  const { kind, module, output = "" } = Object(requireDefinition(blocks).invoke);
  const graph = await openAdapter({ kind, module, output }, folder);
  expect(await invokeOnce(graph, { text: "A refund, please" })).toMatchObject({
    result: "billing",
    progress: ["step retrieve", "step classify"],
  });
});
