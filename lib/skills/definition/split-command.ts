import { parse } from "shell-quote";
import { err, ok, type Result } from "../../core/kit/result.ts";

/**
 * Splits a command into program and arguments as a shell would, quotes and backslashes included. What only a shell can do, such as
 * a pipe, a variable or ~, is refused with a hint. A list is taken as it is.
 */
export function splitCommand(command: string | readonly string[]): Result<readonly [string, ...string[]], string> {
  const variables: string[] = [];
  const noteVariable = (name: string): string => {
    variables.push(name);
    return `$${name}`;
  };
  const parts = typeof command === "string" ? parse(command, noteVariable) : command;
  const problem = typeof command === "string" ? findShellProblem(command) : null;
  if (problem !== null) return err(problem);
  const [variable] = variables;
  if (variable !== undefined)
    return err(
      `The command contains $${variable}, which only a shell would replace, and none is started. Write what it stands for, or put it in single quotes to pass it on as it is.`,
    );
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

/** An open quote, or ~ outside of quotes: the splitting itself would take them for letters. */
function findShellProblem(command: string): string | null {
  let quote = "";
  let isWordStart = true;
  for (let at = 0; at < command.length; at += 1) {
    const sign = command.charAt(at);
    if (sign === "\\" && quote !== "'") at += 1;
    else if (quote !== "") quote = sign === quote ? "" : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === "~" && isWordStart)
      return "The command contains ~, which only a shell would replace, and none is started. Write the folder's full path.";
    isWordStart = quote === "" && /\s/.test(sign);
  }
  return quote === "" ? null : `The command has a quote ${quote} that is not closed.`;
}

function toAdvice(found: string): string {
  return `The command contains ${found}, which only a shell understands, and none is started. Put the line into a script and name that, such as "bash run.sh", or quote it.`;
}
