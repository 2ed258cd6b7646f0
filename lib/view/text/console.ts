import { capitalise } from "../../core/words/format.ts";
import { pluralize } from "../../core/words/plural.ts";

const BATCH = { one: "batch", many: "batches" };

/** Texts of the presenter's page. */
export const consoleText = {
  pageTitle: "Present",
  loading: "Opening the stage…",
  home: "Home",
  runTime: "run",
  screenMayGoDark: "screen may go dark",
  screenMayGoDarkHint: "This browser cannot keep the screen on. Turn off its sleep mode yourself.",
  left: (clock: string) => `${clock} left of plan`,
  over: (clock: string) => `${clock} over plan`,
  planHint: "Of the planned length, without holds and pauses",
  allCommands: "All commands",
  join: "join",
  notices: "Notices",
  milestones: "Milestones",
  log: "Log",
  logLines: "Log lines, newest first",
  emptyLog: "No events yet.",
  needsYou: "Needs your attention",
  showFewer: "Show fewer",
  showMore: (count: number) => `${count} more`,
  sent: "sent…",
} as const;

/** The presenter's next step, and the buttons below it. */
export const nextStepText = {
  region: "Next step",
  openResults: "Results slide",
  openReview: "Open the review",
  releaseNow: "Release now",
  fault: "Fault…",
  cancelRun: "Cancel run…",
  pause: { none: "Pause all", pausing: "Pausing…", paused: "Resume all" },
  nothingToAdvance: "Nothing to advance: no scenario is waiting",
  notYet: (note: string) => `Not yet: ${note}`,
  endings: {
    complete: "The run is complete",
    partial: "The run has ended with partial results",
    failed: "The run has failed",
    cancelled: "The run was cancelled; completed work is saved",
  },
  limitReached: "Stopped: spending limit reached; completed work is saved",
  neverStarted: "The run was cancelled before it started",
  waitLimitPassed: "the wait limit has passed",
  remainingHere: "all remaining scenarios are here",
  everyoneHere: "everyone is here",
  notConnected: "not connected: this console cannot control the run",
  queued: "not started yet",
  preparing: "getting ready",
  fitting: "fitting the sizes to this machine",
  startingWorkers: "starting the workers again",
  paused: "paused: resume to continue",
  pausedAtGate: "paused: resume first, then advance",
  pausing: "pausing",
  offline: "offline: this console cannot control the run",
  drives: (name: string) => `${name} drives`,
  nobodyDrives: "nobody drives: take over first",
  roomBlack: "the room is black (B)",
  roomWhite: "the room is white (W)",
  lobbyLabel: "Back to the run",
  lobbyNote: "the room sees the join code",
  running: "running",
  runningTo: (percent: string) => `running to ${percent}`,
  lastArriving: "the last one is arriving",
  waitingFor: (names: string) => `waiting for ${names}`,
} as const;

/** A click that has no effect yet. */
export const pendingText = {
  commands: {
    advance: "Advance",
    pause: "Pause",
    resume: "Resume",
    cancel: "Cancel",
    retry: "Retry",
    skip: "Skip",
    fault: "Fault",
  },
  sent: (what: string) => `${what}: sent…`,
  stored: (what: string) => `${what}: saved, waiting for the runner`,
  refused: "The run refused the command",
  noRunner: "Saved, but no runner has answered yet. The command takes effect as soon as one does.",
  noAnswer: "The server did not answer, so the command may or may not take effect. Check before you repeat it.",
} as const;

/** The captions of the milestone stepper. */
export const stepperText = {
  start: "start",
  heldFor: (duration: string) => `open after ${duration}`,
  passed: "passed",
  paused: "paused",
  hereOf: (here: number, all: number) => `${here} of ${all} here`,
  passedOf: (here: number, all: number) => `${here} of ${all} passed`,
  next: "next",
  noHold: "no hold",
  hold: "hold",
  notReached: "not reached",
  reachedOf: (here: number, all: number) => `${here} of ${all} reached`,
  results: "results",
} as const;

export const notesText = {
  region: "Notes",
  heading: "Notes",
  smaller: "Smaller notes",
  larger: "Larger notes",
  label: "What to say",
  none: "No notes for this part.",
} as const;

/** Something about one scenario that needs the presenter. */
export const attentionText = {
  waitsForYou: "waits for you",
  retry: "Retry",
  skip: (count: number) => (count > 1 ? `Skip ${count} ${pluralize(count, BATCH)}` : "Skip batch"),
  batchFailed: "A batch failed. Retry it, or continue without it.",
  items: { one: "Item", many: "Items" },
  batch: (items: string, more: number, failure: string, tries: number, of: number, message: string) =>
    `${items}${more === 0 ? "" : ` and ${more} more`}: ${failure}, try ${tries} of ${of}. ${message}`,
  restart: "Restart",
  restartHint: (kept: string, attempt: number) => `A restart keeps its ${kept} and continues as attempt ${attempt}.`,
  onPurpose: (fault: string) => `is ${fault}, on purpose`,
  byFaultButton: "By the fault button.",
  byFaultButtonSince: (clock: string) => `By the fault button, since ${clock}.`,
  endFault: "End fault",
  stalled: (seconds: number) => `has made no progress for ${seconds} s`,
  stalledEnding: (seconds: number) => `has made no progress for ${seconds} s: ending its batch`,
  stallLimit: (limit: string) => `A batch without progress for ${limit} is ended as timed out.`,
} as const;

/** What is true of the whole run until its end. */
export const noticeText = {
  paused: "Paused",
  pausing: "Pausing",
  pausedDetail:
    "Nothing moves, and no gate opens, until you resume. Paused time counts in no result and no time budget.",
  pausingDetail: "Every scenario stops at the end of its current batch.",
  shortage: "The run is waiting",
  shortageDetail: (cause: string, advice: string) =>
    `${capitalise(cause)}: ${advice}. Completed work is saved; the run continues by itself.`,
  sentence: (text: string) => `${capitalise(text)}.`,
  workersStopped: "Workers stopped while waiting",
  workersStoppedDetail: "They start again when the run continues, which takes a few seconds.",
  startingWorkers: "Starting the workers again",
  startingWorkersDetail: "The run continues as soon as they are ready. This time is not counted.",
  limitReached: "Stopped: spending limit reached",
  limitDetail: (spent: string, limit: string) => `Used ${spent}; the limit is ${limit}. Completed work is saved.`,
  reducedLoad: "Second attempt at reduced load",
  reducedLoadDetail: "Every scenario failed, so each is retried once with smaller batches and one worker.",
  labels: "Rows without labels",
  skillChanged: "The skill has changed",
  skillChangedDetail: (before: string, after: string) =>
    `The run started with version ${before} and continues with ${after}. Results may differ.`,
} as const;

export const logText = {
  reached: (label: string, percent: string) => `${label} reached ${percent}`,
  line: (label: string, text: string) => `${label}: ${text}`,
  ended: (label: string, status: string) => `${label} ${status}`,
  fault: (label: string, fault: string) => `fault button: ${label} ${fault}`,
  faultEnded: (label: string) => `fault in ${label} ended`,
  released: (percent: string, reason: string) => `released ${percent}${reason}`,
  refused: (command: string, why: string) => `${command} refused: ${why}`,
  paused: (label: string | null) => `${label ?? "all"} paused by presenter`,
  resumed: (label: string | null) => `${label ?? "all"} resumed by presenter`,
  runnerBack: (seconds: number) => `runner back after ${seconds} s`,
} as const;
