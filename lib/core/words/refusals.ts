import type { CommandType, Refusal } from "../run/commands.ts";
import type { StageRefusal } from "../stage/direct.ts";
import type { ScenarioSpec } from "../run/spec.ts";
import { afterColon } from "./describe-failure.ts";
import { formatPercent, joinNames } from "./names.ts";

/** What a command does, after "nothing to". */
const COMMAND_VERBS: { readonly [command in CommandType]: string } = {
  advance: "advance",
  pause: "pause",
  resume: "resume",
  cancel: "cancel",
  retry: "retry",
  skip: "skip",
  fault: "inject a fault into",
};

/** Why the run refuses a command, with the sentence for whoever sent it. `name` is the scenario's label. */
export const refusals = {
  runEnded: (command: CommandType): Refusal => ({
    code: "already-ended",
    message: `The run has ended: there is nothing left to ${COMMAND_VERBS[command]}.`,
  }),
  unknownScenario: (ids: readonly string[]): Refusal => ({
    code: "unknown-scenario",
    message: `This run has no such scenario; its scenarios are ${joinNames(ids)}.`,
  }),
  scenarioEnded: (name: string): Refusal => ({ code: "already-ended", message: `${name} has already ended.` }),
  scenarioNotStarted: (name: string): Refusal => ({ code: "not-started", message: `${name} has not started yet.` }),

  // advance
  freeRunning: (): Refusal => ({
    code: "not-holding",
    message: "Free-running scenarios never wait: there is nothing to advance.",
  }),
  nobodyWaiting: (): Refusal => ({ code: "not-holding", message: "No scenario is waiting at a milestone." }),
  nobodyWaitingAt: (percent: number): Refusal => ({
    code: "not-holding",
    message: `No scenario is waiting at ${formatPercent(percent)} yet.`,
  }),
  milestoneUnnamed: (percent: number): Refusal => ({
    code: "milestone-unnamed",
    message: `The run now waits at ${formatPercent(percent)}, after an earlier milestone: send milestone ${percent} to release this one.`,
  }),
  stillWaiting: (names: readonly string[]): Refusal => ({
    code: "still-waiting",
    message: `Still waiting for ${joinNames(names)}. Release now opens it without waiting.`,
  }),
  unknownMilestone: (percent: number, milestones: readonly number[]): Refusal => ({
    code: "unknown-milestone",
    message: `This run has no milestone at ${formatPercent(percent)}; ${milestones.length === 0 ? "it has no milestones" : `its milestones are ${joinNames(milestones.map(formatPercent))}`}.`,
  }),
  alreadyReleased: (percent: number): Refusal => ({
    code: "already-released",
    message: `${formatPercent(percent)} has already been released.`,
  }),
  notNext: (percent: number): Refusal => ({
    code: "not-holding",
    message: `${formatPercent(percent)} is not the next milestone to release.`,
  }),

  runPaused: (): Refusal => ({
    code: "run-paused",
    message: "The run is paused: resume it, then advance.",
  }),

  // pause and resume
  alreadyPaused: (name: string): Refusal => ({ code: "already-paused", message: `${name} is already paused.` }),
  notPaused: (name: string): Refusal => ({ code: "not-paused", message: `${name} is not paused.` }),
  waitsForRetry: (name: string): Refusal => ({
    code: "not-paused",
    message: `${name} is waiting for you after a failure: retry or skip the batch.`,
  }),

  // retry and skip
  nothingWaiting: (name: string, command: "retry" | "skip"): Refusal => ({
    code: "nothing-failed",
    message: `${name} has no failed batch waiting: there is nothing to ${COMMAND_VERBS[command]}.`,
  }),
  endedWithoutFailure: (name: string, command: "retry" | "skip"): Refusal => ({
    code: "already-ended",
    message: `${name} ended without a failure: there is nothing to ${COMMAND_VERBS[command]}.`,
  }),
  /** `name`: null for the whole run */
  nothingFailed: (name: string | null): Refusal => ({
    code: "nothing-failed",
    message: `${name === null ? "Nothing has failed in this run" : `${name} has not failed`}: there is nothing to retry.`,
  }),
  capped: (): Refusal => ({
    code: "capped",
    message: "The run stopped at its spending limit: start a new run with a higher limit.",
  }),
  skillMissing: (skillId: string): Refusal => ({
    code: "skill-missing",
    message: `The skill "${skillId}" is not installed on this runner: install it, then try again.`,
  }),
  inputMissing: (): Refusal => ({
    code: "input-missing",
    message: "The input of this run is no longer in the database: upload the file again and start a new run.",
  }),
  tooManyCrashes: (): Refusal => ({
    code: "given-up",
    message: "Retrying has crashed the runner too often: check the runner's log, then start a new run.",
  }),

  // fault button
  noFault: (name: string): Refusal => ({ code: "not-faulted", message: `${name} has no active fault to end.` }),
  sameFault: (name: string): Refusal => ({
    code: "already-faulted",
    message: `This fault is already active in ${name}; end it first.`,
  }),
} as const;

/** Why a scenario or a batch fails by a limit of the run. */
export const limitMessages = {
  tolerance: (failed: number, { id, items }: Pick<ScenarioSpec, "id" | "items">, allowed: number, reasons: string) =>
    `${failed} of ${items} items failed, ${allowed} allowed${afterColon(reasons)}. Allow more with --scenario ${id}.errorTolerance=SHARE.`,
  timeBudget: (budgetMs: number, done: number, items: number) =>
    `The time budget of ${budgetMs / 1_000} s was used up with ${done} of ${items} items finished.`,
  stall: (limitMs: number) => `No item was finished for ${limitMs / 1_000} s.`,
} as const;

/** Whether a scenario failed because too many of its items did. */
export function isToleranceMessage(message: string): boolean {
  return /^\d+ of \d+ items failed, \d+ allowed\b/.test(message);
}

/** Why the stage refuses what a console asks for. */
export function describeStageRefusal({ code, driver }: StageRefusal): string {
  const name = driver ?? "Nobody";
  const sentences: { readonly [refusal in StageRefusal["code"]]: string } = {
    "not-driving":
      driver === null
        ? "No console drives this stage. Take over to continue."
        : `${name} drives this stage. Ask to drive, or take over.`,
    driven: `${name} drives this stage. Confirm that you take over.`,
    "no-run": "The run has not started: there is no picture to freeze.",
    "no-result": "The run has not ended: there is no result yet.",
    "nobody-asks": "No other console asks to drive.",
  };
  return sentences[code];
}
