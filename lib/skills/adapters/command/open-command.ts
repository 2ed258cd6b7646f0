import type { JsonValue } from "../../../core/kit/json.ts";
import type { CommandInvoke } from "../../definition/invoke/command.ts";
import type { Call, Invoker, InvokerContext } from "../invoker.ts";
import { parseJson } from "../json.ts";
import { readUsage } from "../read-usage.ts";
import { fillText } from "../template.ts";
import { splitCommand } from "../../definition/split-command.ts";
import { findProgram } from "./find-program.ts";
import { LineProgram } from "./line-program.ts";
import { runItem } from "./run-item.ts";
import { withTraceContext, type Program } from "./start-program.ts";

/** A program per item, or one for all items of this worker. */
export async function openCommand(invoke: CommandInvoke, context: InvokerContext): Promise<Invoker> {
  const argv = splitCommand(invoke.command);
  if (!argv.ok) throw new Error(argv.error);
  const here = { ...context, folder: invoke.folder ?? context.folder };
  return invoke.speaks === "lines" ? await openLines(argv.value, here) : await openItems(argv.value, here);
}

async function openItems(argv: readonly [string, ...string[]], context: InvokerContext): Promise<Invoker> {
  const path = await findProgram(fillOptions(argv[0], context), context);
  return {
    concurrency: 1,
    async invoke(item, call) {
      const args = argv.slice(1).map((each) => fillText(each, { ...item, options: context.options }));
      const { printed, code, explain } = await runItem(
        withTraceContext(toProgram(path, args, context), call),
        `${JSON.stringify(item)}\n`,
        call,
      );
      const result = readResult(printed, call);
      if (code !== 0) throw new Error(explain());
      if (printed.trim() === "") throw new Error("It printed nothing on stdout.");
      return { result };
    },
  };
}

async function openLines(argv: readonly [string, ...string[]], context: InvokerContext): Promise<Invoker> {
  const [program, ...args] = argv.map((each) => fillOptions(each, context));
  const path = await findProgram(program ?? "", context);
  let running: LineProgram | null = null;
  return {
    concurrency: 1,
    async invoke(item, call) {
      running ??= new LineProgram(toProgram(path, args, context), call.log);
      const { line, latencyMs } = await running.ask(JSON.stringify(item), call);
      return { result: readResult(line, call), latencyMs };
    },
    async close() {
      running?.close();
    },
  };
}

function toProgram(path: string, args: readonly string[], { folder, env }: InvokerContext): Program {
  return { path, args, folder, env };
}

function fillOptions(part: string, { options }: InvokerContext): string {
  return fillText(part, { options });
}

/** JSON if it is JSON, else a text. A JSON object may report tokens beside its result; they count even if the program has failed. */
function readResult(printed: string, { addCost }: Pick<Call, "addCost">): JsonValue {
  const text = printed.trim();
  const result = parseJson(text) ?? text;
  addCost(readUsage(result));
  return result;
}
