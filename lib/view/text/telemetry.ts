import { formatCount } from "../../core/words/format.ts";
import { pluralize } from "../../core/words/plural.ts";

const count = (number: number, one: string, many: string) =>
  `${formatCount(number)} ${pluralize(number, { one, many })}`;
const facts = (waiting: number) => `${count(waiting, "fact", "facts")} ${waiting === 1 ? "waits" : "wait"}`;

export const receiverNames = { otlp: "OpenTelemetry", langfuse: "Langfuse" } as const;

/** Why a receiver takes nothing at present; `name` begins the sentence. */
export const faultText = {
  names: { otlp: "The collector", langfuse: "Langfuse" },
  nowhere: {
    otlp: (status: number) => `There is no collector at this address (${status})`,
    langfuse: (status: number) => `There is no Langfuse at this address (${status})`,
  },
  refusedKey: (name: string) => `${name} refuses the key`,
  overloaded: (name: string) => `${name} asks us to wait`,
  broken: (name: string, status: number) => `${name} has an error of its own (${status})`,
  refused: (name: string, status: number) => `${name} refuses what we send (${status})`,
  silent: (name: string) => `${name} is unreachable or busy`,
} as const;

/** How far one run has been sent, on its page. */
export const runTelemetryText = {
  title: "In your monitoring tools",
  hint: (states: readonly string[]) => states.join(" · "),
  named: (name: string, state: string) => `${name}: ${state}`,
  older: "Not sent: this run was created before this receiver was switched on, or while it was off",
  notStarted: "Not sent yet: the process that sends has not started",
  waiting: (left: number) => `Not sent yet: ${facts(left)}`,
  sending: (left: number) => `Being sent: ${facts(left)}`,
  failing: (fault: string, left: number) => `${fault}: ${facts(left)}`,
  stopped: (left: number) => `The process that sends is not running: ${facts(left)}`,
  sent: "All sent",
  open: "Open in Langfuse",
  newTab: "opens a new tab",
  noProject: "The link appears here once Langfuse has named the project of its keys.",
  traces: "Trace ids",
  tracesHint: "Search for these in your tracing tool.",
  trace: (label: string) => `Trace id of ${label}`,
} as const;

/** The judge's answers of a run as an experiment. */
export const experimentText = {
  title: "Experiment",
  send: "Send as an experiment to Langfuse",
  sendAgain: "Send again",
  requesting: "Requesting…",
  plain: (most: number) =>
    `Sends the judge's scores by item number, up to ${formatCount(most)} items per scenario. Outcomes stay here: TELEMETRY_CONTENT is off.`,
  withContent: (most: number) =>
    `Sends the judge's scores and the outcomes, up to ${formatCount(most)} items per scenario: TELEMETRY_CONTENT is on.`,
  requested: "Waiting to be sent",
  progress: (sent: number, total: number) => `Sending: ${formatCount(sent)} of ${count(total, "item", "items")}`,
  retrying: (fault: string) => `${fault}. Tried again automatically`,
  sent: (total: number) => `Sent: ${count(total, "item", "items")}`,
  failed: (fault: string) => `Not sent. ${fault}. The log of the server has the reason`,
  open: "Open the data sets in Langfuse",
} as const;
