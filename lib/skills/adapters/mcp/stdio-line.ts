import { DEFAULT_INHERITED_ENV_VARS, StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { endTree } from "../../../isolation/process/process-group.ts";
import { splitCommand } from "../../definition/split-command.ts";
import { findProgram } from "../command/find-program.ts";
import { logErrors } from "../command/run-item.ts";
import type { InvokerContext } from "../invoker.ts";
import { fillText } from "../template.ts";
import type { OpenServerLine } from "./server-line.ts";

/**
 * Lines to servers that this adapter starts: in its own process group, so that they end with the worker. Rejects when the program
 * cannot be found.
 */
export async function prepareStdioLine(
  command: string | readonly string[],
  { folder, env, options }: InvokerContext,
): Promise<OpenServerLine> {
  const split = splitCommand(command);
  if (!split.ok) throw new Error(split.error);
  const [program, ...args] = split.value.map((part) => fillText(part, { options }));
  const path = await findProgram(program ?? "", { folder, env });
  return (log) => {
    const transport = new StdioClientTransport({ command: path, args, env: toExact(env), cwd: folder, stderr: "pipe" });
    const { stderr } = transport;
    return {
      transport,
      lastError: stderr === null ? () => null : logErrors({ stderr }, { log }),
      async leave() {
        // the SDK waits for the exit, which the worker's own end need not
        void transport.close();
      },
      discard() {
        const { pid } = transport;
        if (pid !== null) endTree(pid);
        void transport.close();
      },
    };
  };
}

/** The SDK adds variables of this process by default; an undefined one is given to no process, which its types do not say. */
function toExact(env: InvokerContext["env"]): Record<string, string> {
  const unset = DEFAULT_INHERITED_ENV_VARS.map((name) => [name, undefined] as const);
  return { ...Object.fromEntries(unset), ...env } as Record<string, string>;
}
