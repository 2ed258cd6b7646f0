import { formatCount } from "../../../core/words/format.ts";
import { pluralize } from "../../../core/words/plural.ts";

const count = (number: number, one: string, many: string) =>
  `${formatCount(number)} ${pluralize(number, { one, many })}`;

/** Texts of the page that shows what is sent where. */
export const outgoingText = {
  title: "What leaves this machine",
  short: "Privacy",
  lead: "Copies of runs go only to receivers that you configure. No run waits for them.",
  nowhere: "No copies of runs leave this machine",
  nowhereHint:
    "No receiver is configured, so no part that sends copies is loaded. Skills can send data of their own: see below.",
  skillsAsk: (skills: number) =>
    `${count(skills, "installed skill asks", "installed skills ask")} other servers during a run: see below.`,
  some: (receivers: number) => `Runs are sent to ${count(receivers, "receiver", "receivers")}`,
  contentOff: "Without what skills and items say: TELEMETRY_CONTENT is off.",
  contentOn: "With outcomes, options and messages of skills: TELEMETRY_CONTENT is on.",
  receivers: "Receivers",
  off: "Off",
  turnOff: (how: string) => `To switch off, ${how} and restart.`,
  turnOn: (variables: string) => `To switch on, set ${variables} before npm start.`,
  docs: (path: string) => `Described in ${path}`,
  notStarted: "Nothing sent since the start",
  working: "Working",
  since: "Since",
  stopped: "The process that sends is not running",
  waiting: (runs: number) => `${count(runs, "run has", "runs have")} facts to be sent. Nothing is lost.`,
  everyRunSince: "Every run since",
  hasBeenSent: "has been sent, except runs created while this receiver was off.",
  refused: (records: number) =>
    `${count(records, "record", "records")} refused for good since the process that sends started; its log has the reason.`,
  what: "What is sent",
  whatIf: "What a receiver would get",
  experiments:
    "A judge's scores by item number go to Langfuse only when you ask for it on a run's page, with outcomes only if TELEMETRY_CONTENT is on.",
  skills: "Skills that ask other servers",
  noSkills: "No installed skill names a server.",
  onlyLive: "only in a run that asks for live answers",
  skillsHint: "They send what they need for their items, when a run uses them.",
  programs:
    "Skills that are programs run with your rights. What they send is not known here: see docs/skills-security.md.",
  readers: "Read by others",
  metrics:
    "Figures of this server at GET /metrics, for Prometheus: only with the operator's key, or from this machine itself.",
  reviewers:
    "Reviewers see on a run's page how far it has been sent, the link to Langfuse and its trace ids. The audience gets nothing of this.",
  forPresenters: "This page is for presenters.",
  forReviewers: 'How far a run has been sent is on its own page, in the section "In your monitoring tools".',
  traceContext:
    "While traces are sent, servers that skills ask over HTTP, as a model or by MCP also get the trace id of their batch (traceparent).",
} as const;

export const signalText = {
  traces: "Traces",
  logs: "Logs",
  metrics: "Metrics",
  langfuse: "Traces and scores",
} as const;

/** Per exporter: what turns it on and off, and where it is described. */
export const exporterText = {
  otlp: {
    label: "OpenTelemetry collector",
    on: "OTEL_EXPORTER_OTLP_ENDPOINT",
    off: "set OTEL_SDK_DISABLED=true",
    docs: "docs/telemetry/opentelemetry.md",
  },
  langfuse: {
    label: "Langfuse",
    on: "LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY",
    off: "unset LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY",
    docs: "docs/telemetry/langfuse.md",
  },
} as const;

/** Exactly what receivers get, by whether TELEMETRY_CONTENT is on. */
export const sentText = {
  always: {
    title: "Always",
    items: [
      "title, skill, sizes and settings of a run; the name of its model",
      "times of runs, attempts, batches and model calls",
      "events: milestones, holds, releases, faults, retries",
      "figures: metrics, quality, verdicts, tokens, cost",
      "this machine's name, process numbers of workers",
    ],
  },
  withContent: {
    on: "Also sent now (TELEMETRY_CONTENT=on)",
    off: "Only with TELEMETRY_CONTENT=on (now off)",
    items: ["outcomes of items", "options of the skill", "what skills print", "messages of errors"],
  },
  never: {
    title: "Never",
    items: [
      "items and uploaded rows themselves",
      "prompts of skill definitions",
      "keys and secrets",
      "speaker notes",
      "anything of the audience",
    ],
  },
} as const;
