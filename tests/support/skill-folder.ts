import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { z } from "zod";
import type { ItemResult } from "../../lib/core/ports/event-log.ts";
import type { BatchOutcome, WorkerRequest } from "../../lib/core/ports/skill-host.ts";
import { createProcessSkillHost } from "../../lib/isolation/host/host.ts";
import type { SkillDefinition } from "../../lib/skills/definition/definition.ts";
import { openSkills, type SkillSources } from "../../lib/skills/sources/open-skills.ts";
import { createLaunchPlanner } from "../../lib/skills/sources/plan-launch.ts";

export type Files = { readonly [name: string]: string };

/** A temporary folder of skills, as an operator has one. */
export type SkillFolders = {
  readonly skillsDir: string;
  readonly typedDir: string;
  /** writes a skill's folder and returns its path; files named *.sh are executable */
  write(id: string, definition: z.input<typeof SkillDefinition> | string, files?: Files): string;
  /** one that was typed on a command line */
  writeTyped(id: string, definition: z.input<typeof SkillDefinition>): string;
  open(): Promise<SkillSources>;
  remove(): void;
};

export function createSkillFolders(): SkillFolders {
  const root = mkdtempSync(join(tmpdir(), "triptych-skills-"));
  const [skillsDir, typedDir] = [join(root, "skills"), join(root, "typed-skills")];
  mkdirSync(skillsDir);
  return {
    skillsDir,
    typedDir,
    write: (id, definition, files) => writeSkill(join(skillsDir, id), definition, files),
    writeTyped: (id, definition) => writeSkill(join(typedDir, id), definition),
    open: () => openSkills({ skillsDir, typedDir, isWatching: false }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function writeSkill(folder: string, definition: z.input<typeof SkillDefinition> | string, files: Files = {}): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content);
    if (name.endsWith(".sh")) chmodSync(join(folder, name), 0o755);
  }
  writeFileSync(join(folder, "skill.yaml"), typeof definition === "string" ? definition : stringify(definition));
  return folder;
}

export type FolderRun = {
  readonly outcome: BatchOutcome;
  readonly items: readonly ItemResult[];
  readonly log: readonly string[];
};

type RunSettings = Partial<Pick<WorkerRequest, "input" | "options" | "memoryLimitMb">> & {
  readonly count?: number;
  readonly env?: { readonly [name: string]: string };
};

/** Runs one batch of a skill through the host, as a worker of a run does. */
export async function runFolderSkill(
  sources: SkillSources,
  skillId: string,
  settings: RunSettings = {},
): Promise<FolderRun> {
  const { input = null, options = {}, memoryLimitMb = 512, env = {} } = settings;
  const count = settings.count ?? input?.length ?? 3;
  const readVariables = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
  const host = createProcessSkillHost({
    parentEnv: { ...process.env, ...env },
    planOf: createLaunchPlanner(sources.skills, {
      readVariables: (names) => ({ PATH: process.env["PATH"] ?? "", ...readVariables(names) }),
      entryEnv: {},
    }),
  });
  const items: ItemResult[] = [];
  const log: string[] = [];
  const onLog = (level: string, text: string) => void log.push(`${level}: ${text}`);
  const request = {
    skillId,
    scenarioId: "simple",
    seed: 1,
    items: count,
    distribution: "uniform",
    options,
    input,
    memoryLimitMb,
  } as const;
  try {
    const worker = await host.start(request, { onLog });
    const outcome = await worker.runBatch(
      { fromItem: 0, toItem: count },
      { onLog, onItem: (item) => void items.push(item) },
    );
    return { outcome, items, log };
  } finally {
    await host.endAll();
  }
}
