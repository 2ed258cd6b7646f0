/** Titles of charts, words inside them, and their tables. */
export const chartText = {
  asChart: "Chart",
  asTable: "Table",
  tableOf: (title: string) => `${title}, as a table`,
  scenario: "Scenario",
  allScenarios: "all",
} as const;

export const timelineText = {
  title: "Timeline",
  caption: "What each scenario did when, in run time",
  head: [chartText.scenario, "What", "From", "To"],
  spans: {
    running: "running",
    "sync-point": "waiting for others",
    "presenter-hold": "waiting for the presenter",
    "user-halt": "paused",
    recovery: "recovering",
    retry: "waiting for the presenter",
    "worker-start": "starting the workers again",
  },
  without: (release: string, names: string) => `${release}, without ${names}`,
  releasedWithout: (names: string) => `continued without ${names || "one"}`,
  limitReached: "limit reached",
  fault: (fault: string) => `fault: ${fault}`,
  faultButton: (fault: string) => `fault button: ${fault}`,
  tryFailed: (tries: number) => `try ${tries} failed`,
  givenUp: "given up",
  recovered: "recovered",
  attempt: (attempt: number, reduced: boolean) => `attempt ${attempt}${reduced ? ", reduced load" : ""}`,
  suspended: (cause: "process" | "computer") => (cause === "computer" ? "computer suspended" : "runner stopped"),
  skillVersion: (version: string, clock: string) => `skill ${version} from ${clock} on`,
  endsAbout: (clock: string) => `ends about ${clock}`,
  expectedEnd: "expected to end",
  arrivesIn: (percent: string, time: string) => `${percent} in ${time}`,
} as const;

export const qualityText = {
  title: "Quality by progress",
  caption: "Quality of each scenario at its milestones",
  now: "Now",
  noTrend: "No scenario got far enough to show a trend.",
} as const;

export const resourceText = {
  memory: "Memory of the largest worker",
  workers: "Active workers",
  caption: "Memory and workers over time",
  head: [chartText.scenario, "At", "Memory", "Workers"],
  notMeasured: "not measured",
} as const;

export const growthText = {
  heading: "Growth",
  /** the one place that names the clock of growth; all other times of a scenario are its active time */
  title: "Processing time by size (all workers, CPU queueing excluded)",
  caption: "Processing time of all workers by size, CPU queueing excluded",
  head: (units: string) => [chartText.scenario, units, "Processing time"],
  perItemHead: (unit: string) => `Processing time per ${unit}`,
  furtherPerItemHead: (unit: string) => `Further processing time per ${unit}`,
  speedup: "Speed-up",
  growthHead: "Growth from the size before",
  typedSize: "your size",
  range: (low: string, high: string) => `${low} to ${high}`,
  ifLinear: "if linear",
  ideal: "ideal",
  /** a growth class beside its curve */
  classes: {
    "1": "constant",
    "log n": "log n",
    n: "linear",
    "n log n": "n log n",
    "n²": "n²",
    "n³": "n³",
  },
  /** the size, before its exponent */
  variable: "n",
  factor: (factor: string) => `×${factor}`,
  perItem: (unit: string) => `per ${unit}`,
  doubles: "doubles",
  every: (count: string, units: string) => `every ${count} ${units}`,
  between: (low: string, high: string) => `${low}–${high}`,
  from: (items: string) => `from ${items} on`,
  upTo: (items: string) => `up to ${items}`,
  times: (factor: string) => `${factor}×`,
  faster: (times: string) => `${times} as fast`,
  fasterAt: (times: string, size: string) => `${times} as fast at ${size}`,
  beforeFirstFor: (duration: string, unit: string) => `${duration} before the first ${unit}`,
  fixedFor: (duration: string) => `about ${duration} fixed, whatever the size`,
  fixed: "fixed, whatever the size",
  beforeFirst: (unit: string) => `before the first ${unit}`,
  /** why a size does not count */
  exclusions: {
    outlier: "outlier",
    failures: "failures",
    fault: "fault injected",
    "few-items": "too few items",
    "time-limit": "time limit",
    "set-times": "set pace",
  },
  shareFailed: (share: string) => `${share} failed`,
  excluded: (label: string, reason: string) => `${label}: ${reason}`,
  expected: (reason: string, duration: string) => `${reason}, expected ${duration}`,
  unknown: "–",
  knee: (items: string) => `knee at ${items}`,
  approximately: "≈ ",
  /** an unfinished scenario, whose time is projected from its pace */
  estimated: (scenario: string) => `${scenario} (estimated)`,
} as const;
