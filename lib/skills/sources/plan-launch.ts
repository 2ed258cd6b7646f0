import type { JsonObject } from "../../core/kit/json.ts";
import type { LaunchPlan } from "../../isolation/host/launch-plan.ts";
import { splitCommand } from "../definition/split-command.ts";
import { findProgram } from "../adapters/command/find-program.ts";
import { toLaunchArgument } from "../adapters/launch.ts";
import { fillText } from "../adapters/template.ts";
import type { SkillDefinition } from "../definition/definition.ts";
import type { InstalledSkills } from "./installed-skill.ts";

const ADAPTERS = new URL("../adapters/registry.ts", import.meta.url).href;

export type PlannerOptions = {
  /** reads variables of the operator's environment by name */
  readonly readVariables: (names: readonly string[]) => Record<string, string>;
  /** for our own adapters: which servers may be reached */
  readonly entryEnv: Readonly<Record<string, string>>;
};

/** How to start a skill; null for a bundled or unknown one. Rejects with a readable message when its command cannot be started, or a secret is missing. */
export function createLaunchPlanner(
  skills: InstalledSkills,
  { readVariables, entryEnv }: PlannerOptions,
): (skillId: string, options: JsonObject) => Promise<LaunchPlan | null> {
  return async (skillId, options) => {
    const folder = skills.get(skillId)?.folder;
    if (folder === undefined) return null;
    const { definition, path } = folder;
    const { invoke, env, set, limits } = definition;
    const needed = needsNoKeys(definition, options) ? [] : definition.secrets;
    const secrets = readVariables(needed);
    const missing = needed.filter((name) => !(name in secrets));
    if (missing.length > 0)
      throw new Error(
        `${skillId} needs ${missing.join(", ")}. Set ${missing.length === 1 ? "this variable" : "these variables"} in the environment of npm start.`,
      );
    const surroundings = {
      folder: path,
      env: { ...readVariables(env), ...set, ...secrets },
      secrets,
      maxProcesses: limits.maxProcesses,
    };
    if (invoke.kind !== "command" || invoke.speaks !== "protocol") {
      const argument = toLaunchArgument({ id: skillId, folder: path, definition });
      return {
        ...surroundings,
        env: { ...surroundings.env, ...entryEnv },
        kind: "entry",
        registryUrl: ADAPTERS,
        argument,
      };
    }
    const argv = splitCommand(invoke.command);
    if (!argv.ok) throw new Error(argv.error);
    const [program = "", ...args] = argv.value.map((part) => fillText(part, { options }));
    const place = { folder: invoke.folder ?? path, env: { ...readVariables(["PATH"]), ...surroundings.env } };
    return { ...surroundings, folder: place.folder, kind: "program", program: await findProgram(program, place), args };
  };
}

/** Kept answers of a model are replayed without it. */
function needsNoKeys({ invoke }: SkillDefinition, options: JsonObject): boolean {
  return invoke.kind === "model" && options["answers"] === "replay";
}
