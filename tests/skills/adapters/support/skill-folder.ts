import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { JsonObject } from "../../../../lib/core/kit/json.ts";
import type { ItemResult } from "../../../../lib/core/ports/event-log.ts";
import type { BatchOutcome, SkillWorker, WorkerRequest } from "../../../../lib/core/ports/skill-host.ts";
import { readVariables } from "../../../../lib/config.ts";
import { createProcessSkillHost } from "../../../../lib/isolation/host/host.ts";
import { openSkills } from "../../../../lib/skills/sources/open-skills.ts";
import { createLaunchPlanner } from "../../../../lib/skills/sources/plan-launch.ts";

/** A skill folder as an operator would write it, and a host that runs it in processes of its own. `files` by path, skill.yaml among them. */
export async function installSkill(id: string, files: { readonly [path: string]: string }) {
  const skillsDir = await mkdtemp(join(tmpdir(), "skills-"));
  const folder = join(skillsDir, id);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return { ...(await openInstalled(id, skillsDir)), folder, remove: () => rm(skillsDir, { recursive: true }) };
}

/** The same for a folder that exists already. */
export async function openInstalled(id: string, skillsDir: string) {
  const typedDir = await mkdtemp(join(tmpdir(), "typed-"));
  const sources = await openSkills({ skillsDir, typedDir, isWatching: false });
  const problems = sources.problems().flatMap((each) => each.problems);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const planOf = createLaunchPlanner(sources.skills, { readVariables, entryEnv: {} });
  const host = createProcessSkillHost({ parentEnv: process.env, planOf });
  const logged: string[] = [];
  const onLog = (_level: string, text: string) => void logged.push(text);

  return {
    skills: sources.skills,
    host,
    logged,
    start: (items: number | readonly JsonObject[], options: WorkerRequest["options"] = {}): Promise<SkillWorker> =>
      host.start(
        {
          skillId: id,
          scenarioId: "simple",
          seed: 1,
          items: typeof items === "number" ? items : items.length,
          distribution: "uniform",
          input: typeof items === "number" ? null : items,
          memoryLimitMb: 1_024,
          options,
        },
        { onLog },
      ),
    async run(worker: SkillWorker, fromItem: number, toItem: number) {
      const results: ItemResult[] = [];
      const outcome: BatchOutcome = await worker.runBatch(
        { fromItem, toItem },
        { onItem: (item) => results.push(item), onLog },
      );
      return { outcome, results: results.toSorted((a, b) => a.index - b.index) };
    },
  };
}
