import { createInterface } from "node:readline";
import logUpdate from "log-update";
import { toRunDetail } from "../api/run-documents.ts";
import type { CostCap } from "../core/run/prices.ts";
import { describeEvent, selectHeadline, selectNextStep } from "../core/words/headline.ts";
import type { RunEvent } from "../core/run/events.ts";
import type { RunState } from "../core/run/state.ts";
import { sendCommand } from "../operations/runs/send-command.ts";
import { startRun } from "../operations/runs/start-run.ts";
import { renderBars } from "./bars.ts";
import { describeEstimate } from "./describe-cost.ts";
import { followRun } from "./follow-run.ts";
import { describeUpload, uploadFile } from "./upload-file.ts";
import type { OperatorSession } from "./open-session.ts";
import { UsageError, type Terminal } from "./terminal.ts";

export type RunOptions = {
  readonly sync: string;
  readonly hold: string;
  readonly items?: number[];
  readonly input?: string;
  readonly seed?: number;
  readonly title?: string;
  readonly cap?: CostCap;
  readonly retry?: string;
  readonly retries?: number;
  readonly option: Readonly<Record<string, unknown>>;
  readonly json: boolean;
};

/** Starts a run and follows it to its end. Resolves to the exit code: 0 complete, 1 not. Throws UsageError on bad input. */
export async function runCommand(
  desk: OperatorSession,
  terminal: Terminal,
  skill: string,
  options: RunOptions,
): Promise<number> {
  const { sync, hold, items, seed, title, option, cap: costCap } = options;
  const given = options.input === undefined ? null : await uploadFile(desk, terminal, skill, options.input);
  if (given !== null && !options.json) terminal.print(describeUpload(given));
  const retry = toRetry(options);
  const input = { skill, sync, hold, items, seed, title, costCap, retry, inputId: given?.inputId, options: option };
  const started = await startRun(
    desk.context,
    Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
  );
  if (!started.ok) throw new UsageError(started.error.message);
  const { runId } = started.value;
  if (!options.json) await printEstimate(desk, terminal, runId);
  desk.ensureRunner();
  const hands = takeHands(desk, terminal, runId, hold === "presenter" || options.retry === "presenter");
  try {
    const state = await followRun(desk.context.log, runId, options.json ? () => {} : showProgress(terminal, hands.see));
    terminal.print(options.json ? JSON.stringify(toRunDetail(state), null, 2) : `${describeResult(state)}\n${runId}`);
    return state.status === "complete" ? 0 : 1;
  } finally {
    hands.letGo();
  }
}

function toRetry({ retry: mode, retries: limit }: RunOptions): object | undefined {
  if (mode === undefined && limit === undefined) return undefined;
  return Object.fromEntries(Object.entries({ mode, limit }).filter(([, value]) => value !== undefined));
}

async function printEstimate(desk: OperatorSession, terminal: Terminal, runId: string): Promise<void> {
  const estimate = (await desk.context.log.readState(runId))?.spec.estimate ?? null;
  if (estimate !== null) terminal.print(describeEstimate(estimate));
}

/** Bars on a terminal; elsewhere a line for each fact worth one. */
export function showProgress(terminal: Terminal, see: (state: RunState) => void) {
  return (state: RunState, events: readonly RunEvent[]): void => {
    see(state);
    if (terminal.isInteractive) {
      logUpdate(renderBars(state, state.atMs) + describeEnter(state));
      if (state.results !== null) logUpdate.done();
      return;
    }
    for (const event of events) {
      const line = describeEvent(event, state);
      if (line !== null) terminal.print(`${(event.atMs / 1_000).toFixed(1).padStart(7)} s  ${line}`);
    }
  };
}

function needsWord({ scenarios }: RunState): boolean {
  return scenarios.some(({ pauseReason }) => pauseReason === "retry");
}

function describeEnter(state: RunState): string {
  if (needsWord(state)) return "\nPress Enter to try again.";
  return selectNextStep(state).canAdvance && state.spec.hold === "presenter" ? "\nPress Enter to advance." : "";
}

/** Enter has what failed tried again, or advances a hold; Ctrl-C cancels the run, which keeps what is there, and a second one leaves at once. */
function takeHands(desk: OperatorSession, terminal: Terminal, runId: string, canAdvance: boolean) {
  let seen: RunState | null = null;
  let cancelled = false;
  const send = (input: object): void => {
    void sendCommand(desk.context, runId, { id: desk.context.newId("cmd"), ...input }).then((sent) => {
      if (!sent.ok) terminal.warn(sent.error.message);
    });
  };
  const onInterrupt = (): void => {
    if (cancelled) process.exit(130);
    cancelled = true;
    terminal.warn("Cancelling the run; what is finished is kept. Ctrl-C again leaves at once.");
    send({ type: "cancel" });
  };
  process.on("SIGINT", onInterrupt);
  const lines = canAdvance && terminal.isInteractive ? createInterface({ input: process.stdin }) : null;
  lines?.on("line", () => {
    const next = seen === null ? null : selectNextStep(seen);
    if (seen !== null && needsWord(seen)) send({ type: "retry" });
    else if (next?.canAdvance === true) send({ type: "advance", percent: next.percent });
  });
  return {
    see: (state: RunState) => {
      seen = state;
    },
    letGo: () => {
      process.off("SIGINT", onInterrupt);
      lines?.close();
    },
  };
}

export function describeResult(state: RunState): string {
  const { title, detail } = selectHeadline(state, state.atMs);
  const ratio = state.results?.timePerItemRatio?.text;
  const cost = state.results?.judgement.cost.statement.text;
  return [`${title}: ${detail}`, ratio, cost].filter((line) => line !== undefined).join("\n");
}
