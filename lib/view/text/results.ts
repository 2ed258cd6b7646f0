import { pluralize } from "../../core/words/plural.ts";

const WARNING = { one: "caveat", many: "caveats" };

/** Texts of the results slide and the evidence below it; the review shows the same parts. */
export const resultsText = {
  title: "Results",
  backToConsole: "Back to the console",
  backToReview: "Back to the review",
  review: "Review of this run",
  json: "Results as JSON",
  print: "Print",
  /** below the printed slide, since the evidence is not on it */
  paperFoot: (runId: string) => `Evidence, course and log: the page of the run, /runs/${runId}`,
  stillRunning: (clock: string) => `The run is still in progress. Figures at ${clock}.`,
  scenarios: "Scenarios",
  verdicts: "Verdicts",
  furtherFigures: "Further figures",
  evidence: "Evidence",
  why: "why",
  whyOf: (statement: string) => `Why: ${statement}`,
  tones: { good: "good", bad: "bad", neutral: "", unsure: "not sure" },
  verdictLabels: { pass: "pass", fail: "fail", unknown: "unknown" },
} as const;

/** The scenarios beside the chart. */
export const outcomeText = {
  doneOf: (done: string) => `${done} of `,
  took: (duration: string) => `took ${duration}`,
  attempt: (attempt: number) => `, attempt ${attempt}`,
  /** the word ranks the quality alone, whatever else is said of the size */
  rank: (rank: string) => `${rank} quality`,
  noQuality: "no quality",
  quality: (label: string, quality: string) => `Quality of ${label} ${quality}: show what lowered it`,
  qualityHint: "Show what lowered it",
} as const;

export const growthPanelText = {
  warnings: (count: number) => `${count} ${pluralize(count, WARNING)}`,
  logAxes: "Logarithmic axes",
  advice: "What would settle it",
} as const;

export const tileText = {
  needs: (target: string, expected: string) => `needs ${target}, expected ${expected}`,
  speedup: "Speed-up",
  speedupNote: (most: number) => `out of ${most}×`,
  parallelEfficiency: "Parallel efficiency",
  longest: (duration: string) => `longest ${duration}`,
  cost: "Cost",
  computeTime: "Compute time",
  noPrices: "all workers, no prices set",
} as const;

/** Everything beyond the slide. */
export const detailsText = {
  prosAndCons: "Pros and cons",
  patterns: "Patterns in the data",
  patternCount: (support: number, of: number) => `${support} of ${of}`,
  bottlenecks: "Bottlenecks",
  projections: "Forecast and measured",
  caveats: "Growth: caveats",
  caveatsOfVariants: "Caveats",
  growth: "Growth in detail",
  needs: "Resources",
  needsRegion: "Resources by scenario",
  needsHead: ["Scenario", "Peak memory", "Limit", "Workers", "Items per second"],
  cost: "Cost",
  costRegion: "Cost by scenario",
  costHead: ["Scenario", "Compute time", "Stored results"],
  tokensHead: ["Tokens in", "Tokens out"],
  moneyHead: ["Model", "Compute", "Database", "Total"],
  all: "all",
} as const;

export const fitText = {
  region: "Fits of the growth classes",
  caption: "Growth classes, best fit first",
  captionWithoutFixedCost: "Growth classes without a fixed cost, best fit first",
  head: ["Time grows like", "Normalized error", "Time"],
  power: (power: string, low: string, high: string) => `Power of the size: ${power} (${low} to ${high})`,
  exponential: (factor: string, low: string, high: string, unit: string) =>
    `Factor per further ${unit}: ${factor} (${low} to ${high})`,
  fixedCost: (duration: string, low: string, high: string, source: "points" | "sizes") =>
    `Fixed cost: ${duration} (${low} to ${high}), from the ${source === "points" ? "course within the scenarios" : "sizes"}`,
  falling: (times: string, best: string, from: string) => `${times} as fast at ${best} as at ${from}`,
  stops: (best: string) => `no further gain beyond ${best}`,
  holds: (from: string, to: string) => `Holds from ${from} to ${to}`,
  clockStep: (duration: string, isDoubtful: boolean) =>
    isDoubtful ? `Step of the times: ${duration}` : `Step of the clock: ${duration}`,
  excluded: (label: string, size: string, reason: string) => `${label} (${size}) does not count: ${reason}`,
  scatter: (share: string) => `Scatter within scenarios: ${share}`,
  warmUp: (label: string, items: string, perItem: string, usual: string) =>
    `${label} warmed up: its first ${items} took ${perItem} each, later ones ${usual}; left out of the fit`,
  slower: (label: string, items: string, perItem: string, usual: string) =>
    `${label} was slower in ${items}: ${perItem} each instead of ${usual}`,
  faster: (label: string, items: string, perItem: string, usual: string) =>
    `${label} was faster in ${items}: ${perItem} each instead of ${usual}`,
} as const;

export const diagnosisText = {
  scopes: {
    systematic: "the same in every scenario",
    local: "in some scenarios only",
    mixed: "different errors",
  },
  title: (scope: string) => `Diagnosis: ${scope}`,
  causes: "Likely causes, most likely first",
} as const;

export const recommendationText = { title: "Recommendation" } as const;

/** The dialog behind "why". */
export const evidenceText = {
  title: "Evidence",
  rule: "Rule",
  formula: "Formula",
  source: "Source",
  noRows: "There are no figures behind this: nothing was measured.",
  rows: "Figures behind this statement",
  scenario: "Scenario",
  figure: "Figure",
  value: "Value",
  run: "run",
} as const;

/** The dialog behind a quality score. */
export const costlyItemsText = {
  title: (label: string) => `${label}: what lowered the score`,
  description: (quality: string, unit: string) =>
    `Quality ${quality}. Each ${unit} with what it cost, costliest first.`,
  score: "Score",
  allMetrics: "Quality, all metrics by weight",
  failed: (why: string) => `The items could not be read: ${why}`,
  badAnswer: (status: number) => `The server answered ${status}`,
  reading: "Reading the results…",
  none: (counted: string, units: string) => `None of the ${counted} completed ${units} lowered this score.`,
  found: (found: string, counted: string) => `${found} of ${counted}`,
  cost: (loss: string) => `cost ${loss} in total`,
  failedItems: (count: string) => `, ${count} of them failed`,
  shown: (count: string) => `The ${count} costliest are shown.`,
  region: "Costly items",
  result: "Result",
  missedIn: "Missed in",
  loss: "Cost",
  itemFailed: (why: string) => ` failed: ${why}`,
  noReason: "no reason given",
  points: (points: string) => `${points} points`,
} as const;

const SIZES = { one: "size", many: "sizes" };

/** Texts of the result on projector and phones. */
export const resultPictureText = {
  badge: "RESULT",
  /** beside the badge, where the run did not end well */
  endings: { partial: "partial", failed: "failed", cancelled: "cancelled", capped: "spending limit" },
  chart: "Processing time by size",
  figures: "Figures",
  arrow: "→",
  aItem: (unit: string, from: string, to: string) => `a ${unit}, from ${from} to ${to}`,
  aItemAlways: (unit: string) => `a ${unit}, at every size`,
  aItemAlone: (unit: string) => `a ${unit}`,
  wholeTime: (units: string, from: string, to: string) => `from ${from} to ${to} ${units}`,
  quality: "quality",
  /** not every scenario has one that counts */
  qualityOf: (counted: number, of: number) => `quality of ${counted} of ${of} sizes`,
  qualityTarget: (quality: string, target: string) => `${quality}, target ${target}`,
  growth: {
    sure: (name: string, error: string) => `growth: ${name}, sure (${error} error)`,
    sureWithout: (name: string) => `growth: ${name}, sure`,
    fixed: (name: string, fixed: string) => `growth: ${name}, after a fixed ${fixed}`,
    holds: (name: string, where: string) => `growth: ${name} ${where}`,
    power: (units: string, low: string, high: string) => `twice the ${units}: ${low}–${high} times as long`,
    knee: (size: string) => `growth, before and after ${size}`,
    exponential: (unit: string) => `growth with every further ${unit}`,
    doubles: "doubles",
    doublesEvery: (items: string) => `growth: time doubles every ${items}`,
    speedup: (ideal: string, stops: boolean) => `as fast, of ${ideal} ideal${stops ? "; more gain nothing" : ""}`,
    unclear: (units: string, low: string, high: string) => `growth unclear: ${low}–${high}× for twice the ${units}`,
    anything: "growth unclear: almost anything fits",
    fewSizes: (sizes: number) => `growth needs more than ${sizes} ${pluralize(sizes, SIZES)}`,
    unknown: "?",
    names: {
      "1": "constant",
      "log n": "logarithmic",
      n: "linear",
      "n log n": "a little over linear",
      "n²": "quadratic",
      "n³": "cubic",
    },
  },
  use: "Use ",
  whyUse: {
    all: ": it meets every limit.",
    measured: ": it meets every limit that was measured.",
    largest: ": the largest that meets every limit.",
    fastest: ": the fastest measured.",
  },
  production: (batch: string, duration: string) => `batches of ${batch}, about ${duration} each`,
  reach: "How far each got",
  doneOf: (done: string, size: string) => `${done} of ${size}`,
  allDone: (size: string, duration: string) => `${size} in ${duration}`,
  faultInjected: "fault injected",
  whatIf: {
    asked: (size: string) => `${size}?`,
    answer: (span: string, isRough: boolean) => (isRough ? `roughly ${span}` : span),
    refused: {
      unmeasured: "it takes two measured sizes to say",
      unclear: "the measured sizes do not show it",
      "too-far": "too far beyond what was measured",
    },
    whatAbout: "What about",
    field: (units: string) => `What about another number of ${units}`,
    units: (units: string) => `${units}?`,
    invalid: "Enter a number such as 20,000, 20k or 1 million.",
    clear: "Remove from the picture",
    lost: "The room does not see it: no connection.",
    notDriving: "The room does not see it: another console has control.",
  },
  pages: {
    names: { picture: "Result", growth: "Growth", quality: "Quality", advice: "Recommendation" },
    position: (page: number, pages: number) => `Page ${page} of ${pages}`,
    target: "target",
    recommended: "recommended",
    patternOf: (support: number, of: number) => `${support} of ${of}`,
  },
} as const;
