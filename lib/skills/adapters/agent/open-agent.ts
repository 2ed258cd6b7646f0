import type { JsonObject } from "../../../core/kit/json.ts";
import type { AgentInvoke } from "../../definition/invoke/agent.ts";
import { withTraceContext, type Program } from "../command/start-program.ts";
import type { Answer, Call, Invoker, InvokerContext } from "../invoker.ts";
import { withShortProgress } from "../short-progress.ts";
import { fillText, listPlaceholders } from "../template.ts";
import { findCommand, type FoundCommand } from "./find-command.ts";
import { runAgent } from "./run-agent.ts";
import { runCheck } from "./run-check.ts";
import { WorkingFolders } from "./working-folder.ts";

/** They may write in their working folder, and nowhere else. */
const COMMANDS = {
  claude: "claude -p --output-format stream-json --verbose --permission-mode acceptEdits",
  codex: "codex exec --json --skip-git-repo-check --sandbox workspace-write -",
} as const;

type Task = {
  readonly invoke: AgentInvoke;
  readonly context: InvokerContext;
  readonly agent: FoundCommand;
  readonly check: FoundCommand | null;
  readonly folders: WorkingFolders;
};

/** An agent's command line, once per item in a folder of its own. Rejects when it, or its check, is not installed. */
export async function openAgent(invoke: AgentInvoke, context: InvokerContext): Promise<Invoker> {
  const agent = await findCommand(toCommand(invoke), context);
  const check = invoke.check === undefined ? null : await findCommand(invoke.check, context);
  const folders = await WorkingFolders.open();
  const task: Task = { invoke, context, agent, check, folders };
  return {
    concurrency: 1,
    invoke: (item, call) => workOnItem(task, item, withShortProgress(call, context.secrets)),
    close: () => folders.close(),
  };
}

function toCommand({ command, preset, maxTurns }: AgentInvoke): string | readonly string[] {
  if (command !== undefined) return command;
  if (preset === "codex") return COMMANDS.codex;
  return `${COMMANDS.claude}${maxTurns === undefined ? "" : ` --max-turns ${maxTurns}`}`;
}

async function workOnItem(task: Task, item: JsonObject, call: Call): Promise<Answer> {
  const { invoke, context, folders } = task;
  const view = { ...item, options: context.options };
  const prompt = fillText(invoke.prompt, view);
  const files = invoke.files.map((file) => fillText(file, view));
  const folder = await folders.create(call.index, files, context.folder);
  let hasFailed = true;
  try {
    const answer = await answerIn(folder, task, { prompt, item, call });
    hasFailed = answer.values?.["correct"] === 0;
    return answer;
  } finally {
    await endFolder(folder, task, { hasFailed, call });
  }
}

async function answerIn(
  folder: string,
  { invoke, context, agent, check }: Task,
  { prompt, item, call }: { readonly prompt: string; readonly item: JsonObject; readonly call: Call },
): Promise<Answer> {
  const view = { ...item, options: context.options, prompt };
  const toProgram = ({ path, args }: FoundCommand): Program =>
    withTraceContext({ path, args: args.map((each) => fillText(each, view)), folder, env: context.env }, call);
  const isArgument = agent.args.some((each) => listPlaceholders(each).includes("prompt"));
  const countsItself = invoke.preset === "claude" && invoke.command === undefined;
  const report = await runAgent(
    {
      program: toProgram(agent),
      input: isArgument ? "" : prompt,
      prints: invoke.preset === "json" ? "document" : "lines",
      maxTurns: countsItself ? null : (invoke.maxTurns ?? null),
    },
    call,
  );
  const result = report.text ?? "";
  return {
    result,
    values: check === null ? {} : await runCheck(toProgram(check), item, result, call),
    samples: {
      ...(report.turns > 0 ? { turns: [report.turns] } : {}),
      ...(report.durationMs === null ? {} : { agent_ms: [report.durationMs] }),
    },
  };
}

async function endFolder(
  folder: string,
  { invoke, folders }: Task,
  { hasFailed, call }: { readonly hasFailed: boolean; readonly call: Call },
): Promise<void> {
  if (invoke.keep === "all" || (invoke.keep === "failed" && hasFailed)) {
    await folders.keep();
    call.log("info", `The working folder of item ${call.index + 1} is kept: ${folder}`);
    return;
  }
  try {
    await folders.remove(folder);
  } catch (error) {
    call.log("warn", `The working folder ${folder} cannot be removed: ${String(error)}`);
  }
}
