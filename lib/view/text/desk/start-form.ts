import { joinNames } from "../../../core/words/names.ts";
import { pluralize } from "../../../core/words/plural.ts";

const NOTE = { one: "note", many: "notes" };
const ROW = { one: "row", many: "rows" };
const PROBLEM = { one: "problem", many: "problems" };

/** Texts of the form that starts a run. */
export const startFormText = {
  chooseDemo: "Choose a demo",
  noDemos: "There are no demos. Restart the server to restore the samples.",
  noAnswer: "The server did not answer. Check under Past runs whether the run has started; if not, press Start again.",
  notStarted: "Not started. Fix the fields marked above.",
  noEstimate: "The audience's screens follow the run by themselves.",
  estimating: "Estimating…",
  refused: (reason: string) => `Cannot start yet: ${reason}`,
  incomplete: (fields: readonly string[]) => `Cannot start yet. Check ${joinNames(fields.map((each) => `“${each}”`))}.`,
  checkingFile: "Checking your file…",
  fileNotUsed: "Your file was not saved. Start would use generated data.",
  moreWarnings: (count: number) => `${count} more ${pluralize(count, NOTE)}`,
  lastRun: (duration: string, sizes: string | null) =>
    `Last run: ${duration} without holds${sizes === null ? "" : `, with ${sizes}`}`,
  sizes: (unit: string) => `Number of ${unit} per scenario`,
  sizesFromFile: (unit: string, rows: string) => `Number of ${unit} per scenario, out of ${rows} in your file`,
  data: "Data",
  mode: "How the scenarios run together",
  modes: {
    milestone: {
      label: "Milestone",
      hint: (percents: readonly number[]) => `wait for each other at ${joinNames(percents.map(String))} %`,
    },
    "free-running": { label: "Free-running", hint: "no waiting" },
    "lock-step": { label: "Lock-step", hint: "start every step together" },
  },
  hold: "Hold for me: each milestone waits for your click",
  neverHolds: "Free-running never waits.",
  seed: "Seed (same seed, same data)",
} as const;

/** Settings that are rarely changed before a start. */
export const furtherText = {
  summary: "More: seed, failures, limits and cost",
  whenBatchFails: "When a batch fails",
  retryModes: {
    automatic: { label: "Automatically", hint: "retry a failed batch after a short delay" },
    presenter: { label: "Ask me", hint: "the scenario waits until you retry or skip the batch" },
  },
  retryLimit: "Retries per batch (0 to 10)",
  stallLimit: "End a batch without progress after (seconds)",
  reducedLoad: "If all scenarios fail, retry each once with smaller batches and one worker",
  limit: "Spending limit",
  limitUnits: {
    none: "no limit",
    "busy-seconds": "seconds of compute, all workers together",
    tokens: "tokens",
    money: (currency: string) => `money (${currency})`,
  },
  noCurrency: "no prices set",
  limitIn: {
    "busy-seconds": "Limit in seconds of compute",
    tokens: "Limit in tokens",
    money: (currency: string) => `Limit in ${currency}`,
  },
  limitHint: "The run stops at the limit; completed work is saved.",
  judge: (question: string, answers: string, by: string, at: string) =>
    `${question} Answered in advance for ${answers} items by ${by}, ${at}.`,
} as const;

/** A file of the presenter's own rows. */
export const ownInputText = {
  generated: "Generated from the seed",
  noUpload: (reason: string) => `Generated from the seed. ${reason}`,
  noReason: "This skill uses its own data.",
  checking: (name: string) => `Checking ${name}…`,
  file: "Data file",
  upload: "Upload a file…",
  another: "Another file…",
  backToGenerated: "Use generated data",
  noAnswer: "The server did not answer. Upload the file again.",
  ownRows: "Rows that come with the skill, drawn by the seed",
  needsRows: "This skill has no rows of its own. Upload a file to start.",
  backToOwn: "Use the skill's rows",
  anyColumns: "CSV, JSON or JSONL; the skill receives every column.",
  expected: "Compare results with the column",
  noComparison: "no column: results are not compared",
  columns: "CSV, JSON or JSONL with the columns",
  optional: "optional: ",
  example: "Download an example",
  problems: (count: number, formatted: string) =>
    `The file has ${formatted} ${pluralize(count, PROBLEM)} and was not saved. Fix ${count === 1 ? "it" : "them"} and upload again.`,
  more: (count: string) => `and ${count} more`,
  preview: "First rows of the file",
  previewCaption: (shown: number, rows: number, formatted: string) =>
    `The first ${shown} of ${formatted} ${pluralize(rows, ROW)}`,
  ignoredColumns: (names: readonly string[]) => `Columns that the skill ignores: ${names.join(", ")}.`,
} as const;
