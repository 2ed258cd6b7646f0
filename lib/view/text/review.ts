/** Texts of the review of a run. */
export const reviewText = {
  title: "Run",
  startAgain: "Start again",
  openConsole: "Open the console",
  delete: "Delete…",
  deleteTitle: "Delete this run?",
  deleteWarning: (title: string) =>
    `“${title}” is deleted with its events, results and charts, for everybody. It cannot be restored.`,
  keep: "Keep it",
  deleteNow: "Delete the run",
  deleting: "Deleting…",
  row: { one: "row", many: "rows" },
  rows: (name: string, rows: string) => `${name}, ${rows}`,
  runTime: (duration: string) => `run time ${duration}, holds included`,
  result: "Result",
  slide: "Results slide",
} as const;

export const figuresText = {
  soFar: "Figures so far",
  final: "Final figures",
  region: "Figures by scenario",
  head: [
    "Scenario",
    "Status",
    "Items done",
    "Failed items",
    "Active time",
    "Processing time per item",
    "Quality, target",
    "Attempt",
  ],
  doneOf: (done: string, all: string) => `${done} of ${all}`,
  done: (unit: string) => `${unit} done`,
  failed: "failed",
  attempt: "attempt",
  activeTime: "active time",
  timePer: (unit: string) => `processing time per ${unit}`,
  quality: "quality",
  target: (quality: string) => `target ${quality}`,
  atLeast: (quality: string) => `≥ ${quality}`,
  metrics: "Metrics by scenario",
  metric: "Metric",
  metricTarget: "Target",
  judge: (metric: string, units: string) => `${metric}: how often the skill and the judge agree on the same ${units}.`,
  judgedBy: (name: string, at: string, question: string) =>
    `Judged by ${name}, recorded ${at}. Question: “${question}”`,
  judgeAnswers: (answers: string, units: string) =>
    `The judge has ${answers} answers; ${units} without one are not counted.`,
} as const;

export const milestonesText = {
  title: "Milestones",
  none: "No milestone was released.",
  waited: (duration: string) => `, waited ${duration}`,
  missed: (percents: string) => `${percents} not reached by all.`,
} as const;

export const commandsText = {
  title: "Commands",
  none: "No commands.",
  accepted: "accepted",
  refused: "refused",
  by: (role: string) => `by ${role}`,
  refusedBecause: (why: string) => `refused: ${why}`,
  all: "all",
  advanceAt: (percent: string) => `advance at ${percent}`,
  advance: "advance",
  cancelRun: "cancel the run",
  of: (command: string, whom: string) => `${command} ${whom}`,
  fault: (whom: string) => `fault, ${whom}`,
  faultInjected: (fault: string, whom: string) => `fault: ${fault}, ${whom}`,
  faultEnded: (fault: string, whom: string) => `fault ended: ${fault}, ${whom}`,
} as const;

export const problemsText = {
  title: "Warnings and errors",
  none: "None.",
  noneIn: (names: string) => `None in ${names}.`,
} as const;

export const eventsText = {
  title: "Events",
  asRecorded: (seq: number) => `Event ${seq} as recorded`,
  showAll: (count: string) => `Show all ${count} events`,
  printed: (printed: string, all: string) => `The first ${printed} of ${all} events. All of them: see Exports.`,
  truncated: "This run has more events than this page can show. Read them all through the API.",
} as const;

/** What did not go as planned: failures, faults, attempts, interruptions. */
export const troubleText = {
  run: "run",
  fault: (fault: string) => `fault button: ${fault}`,
  faultDetail: (what: string, clock: string, lasted: string) => `It was ${what} on purpose at ${clock}${lasted}.`,
  faultActive: ", still active",
  faultLasted: (duration: string) => ` for ${duration}`,
  attempt: (attempt: number) => `attempt ${attempt}`,
  attemptDetail: (load: string) => `Restarted from its checkpoint${load}; completed work was kept.`,
  reducedLoad: (batchSize: number, workers: string) => ` at reduced load: batches of ${batchSize}, ${workers}`,
  itemsFailed: (failed: string) => `${failed} failed`,
  kept: (done: string, quality: string) => `${done} completed and saved${quality}.`,
  withQuality: (quality: string) => `, quality ${quality}`,
  cancelled: "cancelled",
  failure: (label: string, kind: string) => `${label} (${kind})`,
  limitReached: (clock: string) => `spending limit reached at ${clock}`,
  limitDetail: (spent: string, limit: string) => `Used ${spent}; the limit is ${limit}. Completed work was saved.`,
  skillChanged: "another version of the skill",
  skillChangedDetail: (skill: string, before: string, after: string) =>
    `${skill} was ${before} at the start and ${after} later. Results may differ.`,
  suspended: (cause: "process" | "computer", clock: string) =>
    `${cause === "computer" ? "computer suspended" : "runner stopped"} at ${clock}`,
  suspendedDetail: (duration: string) => `Continued after ${duration}. That time is not counted.`,
  interrupted: (clock: string) => `interrupted at ${clock}`,
  interruptedDetail: (downtime: string) =>
    `Resumed after ${downtime}. Stored results were kept; only the batches in progress were repeated.`,
} as const;
