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
  head: (unit: { readonly one: string; readonly many: string }) => [
    chartText.scenario,
    unit.many,
    "Processing time",
    `Processing time per ${unit.one}`,
    "Growth from the size before",
  ],
  typedSize: "your size",
  range: (low: string, high: string) => `${low} to ${high}`,
  ifLinear: "if linear",
  /** the size, before its exponent */
  variable: "n",
  knee: (items: string) => `knee at ${items}`,
  approximately: "≈ ",
  /** an unfinished scenario, whose time is projected from its pace */
  estimated: (scenario: string) => `${scenario} (estimated)`,
} as const;
