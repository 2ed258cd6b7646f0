import { createInterface } from "node:readline";
import { toRunDetail } from "../api/run-documents.ts";
import { readOperatorFolder } from "../config.ts";
import { describeEvent } from "../core/words/describe-event.ts";
import type { RunEvent } from "../core/run/events.ts";
import { selectNextStep } from "../core/words/next-step.ts";
import type { RunState } from "../core/run/state.ts";
import { escapeLine } from "../terminal-text.ts";
import { sendCommand } from "../operations/runs/send-command.ts";
import { startRun } from "../operations/runs/start-run.ts";
import { renderBars } from "./bars.ts";
import { describeEstimate } from "./describe-cost.ts";
import { followRun } from "./follow-run.ts";
import { describeUpload, requireReadable, uploadFile } from "./upload-file.ts";
import { EXIT, unwrap } from "./exit-codes.ts";
import type { OperatorSession } from "./open-session.ts";
import { printEnd } from "./report/print-run.ts";
import { toStartInput, type RunFlags } from "./run-flags.ts";
import { keepTypedSkill, type TypedSkill } from "./typed-skill.ts";
import { UsageError, type Terminal } from "./terminal.ts";

export type RunOptions = RunFlags & Omit<TypedSkill, "command"> & { readonly command?: string; readonly json: boolean };

/** Starts a run and follows it to its end. Resolves to the exit code. Throws UsageError on invalid input. */
export async function runCommand(
  session: OperatorSession,
  terminal: Terminal,
  named: string | undefined,
  options: RunOptions,
): Promise<number> {
  const skill = await chooseSkill(session, terminal, named, options);
  const uploaded = options.input === undefined ? null : await uploadFile(session, terminal, skill, options.input);
  if (uploaded !== null && !options.json) terminal.print(describeUpload(uploaded));
  const { runId } = unwrap(
    await startRun(session.context, toStartInput(skill, withExpect(options), uploaded?.inputId)),
  );
  if (!options.json) await printEstimate(session, terminal, runId);
  session.ensureRunner();
  const waits = options.hold === "presenter" || options.retry === "presenter";
  if (waits) terminal.warn(describeWaiting(session, runId));
  const controls = attachControls(session, terminal, runId, waits);
  try {
    const state = await followRun(
      session.context.log,
      runId,
      options.json ? () => {} : showProgress(terminal, controls.update),
    );
    if (options.json) terminal.print(JSON.stringify(toRunDetail(state), null, 2));
    else printEnd(terminal, state);
    return state.status === "complete" ? EXIT.done : EXIT.notComplete;
  } finally {
    controls.detach();
  }
}

/** Throws UsageError unless exactly one skill is given, by name or by its program; checked before anything is started. */
export function requireOneSkill(named: string | undefined, options: RunOptions): void {
  const { command, input, expect } = options;
  if (command === undefined && named === undefined)
    throw new UsageError("Name a skill, such as text-classification, or give a program with --command.");
  if (command === undefined) return requireNoProgramFlags(options);
  if (named !== undefined) throw new UsageError(`Give either the skill ${named} or --command, not both.`);
  if (input === undefined) throw new UsageError("--command needs --input: a file with a row per item.");
  if (expect !== undefined) return;
  for (const flag of ["match", "tolerance"] as const)
    if (options[flag] !== undefined)
      throw new UsageError(`--${flag} needs --expect: the column that results are compared with.`);
}

/** With a skill whose rows may have any columns, `--expect` chooses the column; a program's own definition names it. */
function withExpect(options: RunOptions): RunOptions {
  const { command, expect, option } = options;
  return command !== undefined || expect === undefined ? options : { ...options, option: { ...option, expect } };
}

function requireNoProgramFlags({ lines, match, tolerance, save, env, secret }: RunOptions): void {
  const given = { lines: lines || undefined, match, tolerance, save, env: env[0], secret: secret[0] };
  const flag = Object.entries(given).find(([, value]) => value !== undefined)?.[0];
  if (flag !== undefined)
    throw new UsageError(`--${flag} belongs to --command. A skill's own skill.yaml says it instead.`);
}

/** The skill that was named, or the one that `--command` defines. */
async function chooseSkill(
  session: OperatorSession,
  terminal: Terminal,
  named: string | undefined,
  { command, input, ...typed }: RunOptions,
): Promise<string> {
  if (command === undefined || input === undefined) return named ?? "";
  // checked first, so that a mistyped path leaves no skill behind
  await requireReadable(input);
  const id = await keepTypedSkill(session, { ...typed, command }, { rows: input, cwd: readOperatorFolder() });
  if (typed.save !== undefined) terminal.warn(`Saved as ${id} in ${session.skillSources.skillsDir}.`);
  return id;
}

/** Where and how to continue a run that waits for the presenter. */
export function describeWaiting({ serverOrigin }: OperatorSession, runId: string): string {
  const lines = serverOrigin === undefined ? [] : [`Console: ${serverOrigin}/runs/${runId}/present`];
  return [...lines, `It waits for you. To continue: npm run --silent triptych -- advance ${runId}`].join("\n");
}

async function printEstimate(session: OperatorSession, terminal: Terminal, runId: string): Promise<void> {
  const estimate = (await session.context.log.readState(runId))?.spec.estimate ?? null;
  if (estimate !== null) terminal.print(describeEstimate(estimate));
}

/** Shows progress bars on a terminal; otherwise prints a line for each notable event. */
export function showProgress(terminal: Terminal, update: (state: RunState) => void) {
  return (state: RunState, events: readonly RunEvent[]): void => {
    update(state);
    if (terminal.isInteractive) {
      terminal.update(renderBars(state, state.atMs) + describeEnter(state));
      if (state.results !== null) terminal.keepUpdate();
      return;
    }
    for (const event of events) {
      const line = describeEvent(event, state);
      if (line !== null) terminal.print(`${(event.atMs / 1_000).toFixed(1).padStart(7)} s  ${escapeLine(line)}`);
    }
  };
}

function waitsForRetry({ scenarios }: RunState): boolean {
  return scenarios.some(({ pauseReason }) => pauseReason === "retry");
}

function describeEnter(state: RunState): string {
  if (waitsForRetry(state)) return "\nPress Enter to retry.";
  return selectNextStep(state).canAdvance && state.spec.hold === "presenter" ? "\nPress Enter to advance." : "";
}

/** Enter retries failed batches or advances a hold. Ctrl-C cancels the run and keeps its results; a second Ctrl-C exits at once. */
export function attachControls(session: OperatorSession, terminal: Terminal, runId: string, canAdvance: boolean) {
  let latest: RunState | null = null;
  let cancelled = false;
  const send = (input: object): void => {
    void sendCommand(session.context, runId, { id: session.context.newId("cmd"), ...input }).then((sent) => {
      if (!sent.ok) terminal.warn(sent.error.message);
    });
  };
  const onInterrupt = (): void => {
    if (cancelled) process.exit(130);
    cancelled = true;
    terminal.warn("Cancelling the run; completed work is kept. Press Ctrl-C again to exit at once.");
    send({ type: "cancel" });
  };
  process.on("SIGINT", onInterrupt);
  const lines = canAdvance && terminal.isInteractive ? createInterface({ input: process.stdin }) : null;
  lines?.on("line", () => {
    const next = latest === null ? null : selectNextStep(latest);
    if (latest !== null && waitsForRetry(latest)) send({ type: "retry" });
    else if (next?.canAdvance === true) send({ type: "advance", percent: next.percent });
  });
  return {
    update: (state: RunState) => {
      latest = state;
    },
    detach: () => {
      process.off("SIGINT", onInterrupt);
      lines?.close();
    },
  };
}
