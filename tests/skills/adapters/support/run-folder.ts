import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "../../../../lib/core/kit/json.ts";
import type { ItemResult } from "../../../../lib/core/ports/event-log.ts";
import { createProcessSkillHost } from "../../../../lib/isolation/host/host.ts";
import { openSkills } from "../../../../lib/skills/sources/open-skills.ts";
import { createLaunchPlanner } from "../../../../lib/skills/sources/plan-launch.ts";

export type FolderRun = { readonly results: readonly ItemResult[]; readonly logs: readonly string[] };

export type FolderRunOptions = {
  /** the example's folder, absolute */
  readonly folder: string;
  readonly id: string;
  readonly rows: readonly JsonObject[];
  /** changes the text of skill.yaml, such as a port */
  readonly edit?: (yaml: string) => string;
  /** the operator's environment */
  readonly variables?: Readonly<Record<string, string>>;
  readonly reserved?: string;
  readonly options?: JsonObject;
};

/** Runs a skill folder over rows in one batch, in a process of its own as the runner does. */
export async function runFolder(options: FolderRunOptions): Promise<FolderRun> {
  const { folder, id, rows, edit = (yaml) => yaml, variables = {}, reserved = "" } = options;
  const base = await mkdtemp(join(tmpdir(), "triptych-folder-"));
  const copy = join(base, "skills", id);
  await cp(folder, copy, { recursive: true });
  await writeFile(join(copy, "skill.yaml"), edit(await readFile(join(copy, "skill.yaml"), "utf8")));
  const sources = await openSkills({
    skillsDir: join(base, "skills"),
    typedDir: join(base, "typed"),
    isWatching: false,
  });
  if (sources.problems().length > 0) throw new Error(JSON.stringify(sources.problems()));
  const readVariables = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (name in variables ? [[name, variables[name] ?? ""]] : [])));
  const host = createProcessSkillHost({
    parentEnv: process.env,
    planOf: createLaunchPlanner(sources.skills, { readVariables, entryEnv: { RESERVED_TARGETS: reserved } }),
  });
  const logs: string[] = [];
  const onLog = (_level: string, text: string) => void logs.push(text);
  const request = { skillId: id, scenarioId: "simple", seed: 1, items: rows.length, distribution: "uniform" } as const;
  try {
    const worker = await host.start(
      { ...request, options: options.options ?? {}, input: rows, memoryLimitMb: 512 },
      { onLog },
    );
    const results: ItemResult[] = [];
    await worker.runBatch(
      { fromItem: 0, toItem: rows.length },
      { onItem: (result: ItemResult) => void results.push(result), onLog },
    );
    return { results: results.toSorted((a, b) => a.index - b.index), logs };
  } finally {
    await host.endAll();
    await sources.close();
    await rm(base, { recursive: true });
  }
}
