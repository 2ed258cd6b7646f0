import { Option, type Command } from "commander";
import { toRunDetail } from "../api/run-documents.ts";
import type { CommandType } from "../core/run/commands.ts";
import { isRunOver } from "../core/run/run-status.ts";
import type { RunState } from "../core/run/state.ts";
import { selectHeadline } from "../core/words/headline.ts";
import { selectNextStep } from "../core/words/next-step.ts";
import { getRun } from "../operations/runs/get-run.ts";
import { sendCommand } from "../operations/runs/send-command.ts";
import { EXIT, RefusedError, unwrap } from "./exit-codes.ts";
import { parseWholeNumber } from "./flag-values.ts";
import { followRun } from "./follow-run.ts";
import type { OperatorSession, WithSession } from "./open-session.ts";
import { printEnd } from "./report/print-run.ts";
import { attachControls, showProgress } from "./run.ts";
import type { Terminal } from "./terminal.ts";

const ANSWER_WITHIN_MS = 15_000;

type ControlOptions = { readonly json: boolean; readonly milestone?: number; readonly force?: boolean };
type ControlInput = { type: CommandType; scenarioId: string | null; percent?: number | null; force?: boolean };
/** `triptych advance`, `pause`, `resume`, `skip` and `cancel`: the commands of the console for a run in progress. */
export function addControlCommands(program: Command, terminal: Terminal, withSession: WithSession): void {
  const addCommand = (name: string, description: string) =>
    program
      .command(name)
      .description(`${description}; exit code 3 when the run refuses it`)
      .argument("<run>", "run id, such as run_0190…");
  addCommand("advance", "open the milestone at which a run holds")
    .addOption(
      new Option("--milestone <percent>", "the milestone to open; default: the one at which it holds").argParser(
        parseWholeNumber,
      ),
    )
    .option("--force", "open it even if scenarios have not arrived", false)
    .option("--json", "print the run as JSON", false)
    .action((runId: string, options: ControlOptions) =>
      withSession((session) => advanceCommand(session, terminal, runId, options)),
    );
  for (const [type, description] of SCENARIO_COMMANDS)
    addCommand(type, description)
      .argument("[scenario]", "scenario id, such as medium; default: all")
      .option("--json", "print the run as JSON", false)
      .action((runId: string, scenarioId: string | undefined, options: ControlOptions) =>
        withSession((session) =>
          controlCommand(session, terminal, runId, { type, scenarioId: scenarioId ?? null }, options),
        ),
      );
}

const SCENARIO_COMMANDS: readonly (readonly [CommandType, string])[] = [
  ["pause", "pause a run at the end of the current batches"],
  ["resume", "continue a paused run"],
  ["skip", "give up the failed batches for which a run waits"],
  ["cancel", "end a run; completed work is kept"],
];

/** Names the milestone that it found, so that an advance from elsewhere in between does not open the next one too. */
async function advanceCommand(
  session: OperatorSession,
  terminal: Terminal,
  runId: string,
  options: ControlOptions,
): Promise<number> {
  const next = selectNextStep(unwrap(await getRun(session.context, runId)));
  const percent = options.milestone ?? (next.canAdvance || options.force === true ? next.percent : null);
  const input = { type: "advance", scenarioId: null, percent, force: options.force ?? false } as const;
  return controlCommand(session, terminal, runId, input, options);
}

async function controlCommand(
  session: OperatorSession,
  terminal: Terminal,
  runId: string,
  input: ControlInput,
  { json }: ControlOptions,
): Promise<number> {
  const id = session.context.newId("cmd");
  unwrap(await sendCommand(session.context, runId, { id, ...input }));
  const found = unwrap(await getRun(session.context, runId));
  if (!isRunOver(found.status)) session.ensureRunner();
  const answered = await untilAnswered(session, runId, id, input);
  const state = mustDriveToEnd(session, answered, input) ? await driveToEnd(session, terminal, runId, json) : answered;
  if (json) terminal.print(JSON.stringify(toRunDetail(state), null, 2));
  else if (state.results !== null) printEnd(terminal, state);
  else terminal.print(describeState(state));
  return EXIT.done;
}

/**
 * Follows the run until it has answered; a cancelled run until its end. Throws RefusedError when the run refuses the command, or
 * when there is no answer in time because no runner drives the run.
 */
async function untilAnswered(
  session: OperatorSession,
  runId: string,
  id: string,
  { type, scenarioId }: ControlInput,
): Promise<RunState> {
  const findAnswer = ({ commands }: RunState) => commands.find(({ commandId }) => commandId === id);
  const ends = type === "cancel" && scenarioId === null;
  const isDone = (state: RunState): boolean => {
    const answer = findAnswer(state);
    return answer !== undefined && (answer.outcome === "refused" || !ends || state.results !== null);
  };
  const deadline = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const state = await followRun(session.context.log, runId, () => {}, isDone, deadline);
  const answer = findAnswer(state);
  if (answer === undefined)
    throw new RefusedError(
      "No runner has answered yet. The command is stored and applies once a runner drives the run.",
    );
  if (answer.outcome === "refused") throw new RefusedError(answer.message ?? "The run refused the command.");
  return state;
}

/** Without a server the run proceeds only while this command lasts. */
function mustDriveToEnd(session: OperatorSession, { results }: RunState, { type }: ControlInput): boolean {
  return session.drivesAlone === true && results === null && type !== "pause";
}

async function driveToEnd(
  session: OperatorSession,
  terminal: Terminal,
  runId: string,
  json: boolean,
): Promise<RunState> {
  terminal.warn("No server is running, so this command drives the run to its end.");
  const controls = attachControls(session, terminal, runId, true);
  try {
    return await followRun(session.context.log, runId, json ? () => {} : showProgress(terminal, controls.update));
  } finally {
    controls.detach();
  }
}

function describeState(state: RunState): string {
  const { title, detail } = selectHeadline(state, state.atMs);
  return `${[title, detail].filter((part) => part !== "").join(": ")}\n${state.runId}`;
}
