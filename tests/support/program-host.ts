import { fileURLToPath } from "node:url";
import { createProcessSkillHost, type ProcessSkillHost } from "../../lib/isolation/host/host.ts";
import { MAX_PROCESSES } from "../../lib/isolation/host/launch-plan.ts";
import type { LaunchOptions } from "../../lib/isolation/process/launch.ts";

export type Program = Pick<LaunchOptions, "command" | "args">;
type HostOptions = Partial<Parameters<typeof createProcessSkillHost>[0]>;

const FOLDER = fileURLToPath(new URL("./programs/", import.meta.url));

/** A program of tests/support/programs by its file name. */
export function findProgram(name: string, ...args: string[]): Program {
  const command = { py: "python3", sh: "bash", mjs: process.execPath }[name.split(".").at(-1) ?? ""] ?? "";
  return { command, args: [`${FOLDER}${name}`, ...args] };
}

type ProgramOptions = Omit<HostOptions, "env"> & {
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
};

/** A host whose skills are programs that speak the line protocol themselves: its skill ids are "FILE KIND". */
export function createProgramHost({ env = {}, secrets = {}, ...rest }: ProgramOptions = {}): ProcessSkillHost {
  return createProcessSkillHost({
    parentEnv: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    async planOf(skillId) {
      const [name = "", ...kind] = skillId.split(" ");
      const { command: program, args } = findProgram(name, ...kind);
      return { kind: "program", program, args, env, folder: null, secrets, maxProcesses: MAX_PROCESSES };
    },
    ...rest,
  });
}
