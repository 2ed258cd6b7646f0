import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, resolve } from "node:path";

type Places = { readonly folder: string; readonly env: Readonly<Record<string, string>> };

/** The program's path: relative to the skill's folder if it contains a slash, else on the PATH. Throws an error that says what to do. */
export async function findProgram(program: string, { folder, env }: Places): Promise<string> {
  if (program.includes("/")) {
    const path = resolve(folder, program);
    if (await isExecutable(path)) return path;
    const exists = await stat(path).then(
      () => true,
      () => false,
    );
    throw new Error(
      exists
        ? `${program} cannot be run: it is no executable file. Make it one with chmod +x, or start it with its interpreter, such as "python3 ${program}".`
        : `There is no program ${program} in ${folder}.`,
    );
  }
  for (const place of (env["PATH"] ?? "").split(delimiter).filter(isAbsolute)) {
    const path = join(place, program);
    if (await isExecutable(path)) return path;
  }
  const local = resolve(folder, program);
  const hint = (await isExecutable(local))
    ? ` To run the file in the skill's folder, write ./${program}.`
    : " Install it, or give its full path.";
  throw new Error(`The program ${program} is not on the PATH.${hint}`);
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
