import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import { createProcessSkillHost } from "../../lib/isolation/host/host.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** at the same depth as the folder in the guide */
const folder = mkdtempSync(join(root, "lib", "skills", "bundled", ".guide-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The code blocks of the guide. */
function readGuide(): { skill: string; registryLines: string } {
  const page = readFileSync(join(root, "docs", "adding-a-skill.md"), "utf8");
  const [skill, registryLines] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((block) => block[1] ?? "");
  return { skill: skill ?? "", registryLines: registryLines ?? "" };
}

test("[M1] the guide's skill runs unchanged", { timeout: 20_000 }, async () => {
  const { skill, registryLines } = readGuide();
  expect(registryLines).toContain('import { compression } from "./bundled/compression/skill.ts"');
  writeFileSync(join(folder, "skill.ts"), skill);
  const registry = join(folder, "registry.ts");
  writeFileSync(
    registry,
    'import { compression } from "./skill.ts";\nexport const skillRegistry = new Map([[compression.manifest.id, compression]]);\n',
  );

  const host = createProcessSkillHost({
    parentEnv: { PATH: process.env["PATH"] },
    registryUrl: pathToFileURL(registry).href,
  });
  const request = {
    skillId: "compression",
    scenarioId: "simple",
    seed: 7,
    items: 10,
    distribution: "uniform" as const,
    options: {},
    input: null,
    memoryLimitMb: 256,
  };
  const results: ItemResult[] = [];
  const listener = { onItem: (result: ItemResult) => void results.push(result), onLog: () => {} };
  const worker = await host.start(request, listener);
  const outcome = await worker.runBatch({ fromItem: 0, toItem: 10 }, listener);
  await worker.end();

  expect(outcome.ok).toBe(true);
  expect(results.map((result) => result.values["intact"])).toEqual(Array.from({ length: 10 }, () => 1));
});

test("[M1] the registry contains the lines that the guide edits", () => {
  const registry = readFileSync(join(root, "lib", "skills", "registry.ts"), "utf8");
  expect(registry).toContain("const bundled: readonly Skill[] = [");
});
