import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { InvokerContext } from "../invoker.ts";
import { fillText } from "../template.ts";
import { splitCommand } from "../../definition/split-command.ts";
import { findProgram } from "../command/find-program.ts";

/** `args`: templates, filled in for each item */
export type FoundCommand = { readonly path: string; readonly args: readonly string[] };

/**
 * A command that runs in a working folder: a file of the skill's folder that it names is used from there. Rejects with a readable
 * message when its program is missing.
 */
export async function findCommand(
  command: string | readonly string[],
  context: Pick<InvokerContext, "folder" | "env" | "options">,
): Promise<FoundCommand> {
  const argv = splitCommand(command);
  if (!argv.ok) throw new Error(argv.error);
  const [program, ...args] = argv.value;
  const path = await findProgram(fillText(program, { options: context.options }), context);
  return { path, args: await Promise.all(args.map((each) => toOwnFile(each, context.folder))) };
}

async function toOwnFile(argument: string, folder: string): Promise<string> {
  if (argument === "" || argument.startsWith("-")) return argument;
  const path = resolve(folder, argument);
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  return isFile ? path : argument;
}
