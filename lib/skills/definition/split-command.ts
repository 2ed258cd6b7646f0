import { parse } from "shell-quote";
import { err, ok, type Result } from "../../core/kit/result.ts";

/** Keeps $NAME as it stands: there is no shell that would fill it in. */
const keepVariable = (name: string): string => `$${name}`;

/**
 * Splits a command into program and arguments as a shell would, quotes and backslashes included. What only a shell can do, such as
 * a pipe, is refused with a hint.
 */
export function splitCommand(command: string | readonly string[]): Result<readonly [string, ...string[]], string> {
  const parts = typeof command === "string" ? parse(command, keepVariable) : command;
  const argv: string[] = [];
  for (const part of parts) {
    if (typeof part === "string") argv.push(part);
    else if ("comment" in part) return err(toAdvice(`#${part.comment}`));
    // a pattern for file names is an ordinary argument without a shell
    else if (part.op === "glob") argv.push(part.pattern);
    else return err(toAdvice(part.op));
  }
  const [program, ...args] = argv;
  return program === undefined || program === "" ? err("The command is empty.") : ok([program, ...args]);
}

function toAdvice(found: string): string {
  return `The command contains ${found}, which only a shell understands, and none is started. Put the line into a script and name that, such as "bash run.sh", or quote it.`;
}
