/** One scenario on the console: its menu and its dialog. */
export const scenarioMenuText = {
  label: (scenario: string) => `Actions for ${scenario}`,
  log: "Log and errors",
  restart: (scenario: string) => `Restart ${scenario}`,
  retry: "Retry now",
  skip: "Skip failed batches",
  resume: (scenario: string) => `Resume ${scenario}`,
  pause: (scenario: string) => `Pause ${scenario}`,
  light: (scenario: string) => `Spotlight on ${scenario}…`,
  fault: (scenario: string) => `Inject a fault into ${scenario}…`,
  endFault: "End fault",
  cancel: (scenario: string) => `Cancel ${scenario}…`,
} as const;

export const scenarioDialogText = {
  title: (scenario: string) => `${scenario}: log and errors`,
  fallbackTitle: "Scenario",
  status: "status",
  done: "done",
  doneOf: (done: string, all: string, percent: string) => `${done} of ${all} (${percent})`,
  failedItems: "failed items",
  quality: "quality",
  target: (quality: string) => `target ${quality}`,
  activeTime: "active time",
  timePerItem: "processing time per item",
  memory: "memory",
  megabytes: (count: string) => `${count} MB`,
  outOf: (limit: string) => `of ${limit}`,
  workers: "workers",
  attempt: (attempt: number) => `attempt ${attempt}`,
  emptyLog: "No log lines and no errors.",
  logFailed: "Older log lines could not be loaded. Close this and open it again.",
  line: (level: string) => `${level}: `,
} as const;

/** Cancelling asks once, with what is kept. */
export const cancelText = {
  run: {
    title: "Cancel the run?",
    description: (done: string) =>
      `Every scenario stops at once. ${done} and their quality stay saved, and so does the log. A cancelled run cannot be resumed.`,
    keep: "Keep running",
    confirm: "Cancel the run",
  },
  scenario: {
    title: (label: string) => `Cancel ${label}?`,
    description: (done: string) => `It stops at once; the others continue. ${done} and their quality stay saved.`,
    keep: "Keep running",
    confirm: (label: string) => `Cancel ${label}`,
  },
  done: (items: string) => `The ${items} done so far`,
} as const;

export const joinDialogText = {
  title: "Join the audience view",
  description: "No login needed. Scan the code with a phone, or type it.",
} as const;
