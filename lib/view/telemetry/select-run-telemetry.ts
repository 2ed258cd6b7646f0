import type { RunExport } from "../../core/ports/export-places.ts";
import type { RunExports } from "../../operations/telemetry/get-run-exports.ts";
import type { StatusTone } from "../console/scenario-summary.ts";
import { receiverNames, runTelemetryText as text } from "../text/telemetry.ts";
import { describeSendFault } from "./describe-fault.ts";
import { selectExperiment, type ExperimentView } from "./select-experiment.ts";

export type SentState = { readonly tone: StatusTone; readonly text: string };

export type RunTelemetry = {
  /** while the section is folded */
  readonly hint: string;
  /** null: not configured */
  readonly langfuse: {
    readonly state: SentState;
    /** of the run's session; null: it has not arrived, or the project is not known */
    readonly href: string | null;
    readonly note: string | null;
    readonly experiment: ExperimentView | null;
  } | null;
  /** null: not configured */
  readonly otlp: {
    readonly state: SentState;
    /** empty unless traces are sent, of this run too */
    readonly traces: RunExports["traces"];
  } | null;
  /** whether it changes by itself */
  readonly isMoving: boolean;
};

/** How far a run has been sent, in words. */
export function selectRunTelemetry(exports: RunExports): RunTelemetry {
  const langfuse = selectLangfuse(exports);
  const otlp = selectOtlp(exports);
  const named = [
    ...(langfuse === null ? [] : [text.named(receiverNames.langfuse, langfuse.state.text)]),
    ...(otlp === null ? [] : [text.named(receiverNames.otlp, otlp.state.text)]),
  ];
  const isAwaited = exports.exports.some(({ sentSeq, lastSeq }) => sentSeq !== null && sentSeq < lastSeq);
  const isLinked = langfuse === null || langfuse.href !== null || langfuse.state.tone !== "good";
  return {
    hint: text.hint(named),
    langfuse,
    otlp,
    isMoving: isAwaited || !isLinked || exports.experiment?.status === "requested",
  };
}

function selectLangfuse(exports: RunExports): RunTelemetry["langfuse"] {
  const receiver = exports.receivers.find(({ exporter }) => exporter === "langfuse");
  if (receiver === undefined) return null;
  const found = exports.exports.find(({ exporter }) => exporter === "langfuse");
  const place = found?.project ?? null;
  const project = place === null ? null : `${receiver.address}/project/${encodeURIComponent(place)}`;
  const hasArrived = found !== undefined && isThere(found);
  return {
    state: describePlace(found, "langfuse"),
    href: hasArrived && project !== null ? `${project}/sessions/${encodeURIComponent(exports.runId)}` : null,
    note: hasArrived && project === null ? text.noProject : null,
    experiment: selectExperiment(exports, project),
  };
}

function selectOtlp({ receivers, exports, traces }: RunExports): RunTelemetry["otlp"] {
  const signals = receivers.filter(({ exporter }) => exporter === "otlp").map(({ signal }) => signal);
  if (signals.length === 0) return null;
  const found = exports.find(({ exporter }) => exporter === "otlp");
  const hasTraces = signals.includes("traces") && (found?.sentSeq ?? null) !== null;
  return { state: describePlace(found, "otlp"), traces: hasTraces ? traces : [] };
}

/** The first fact, that the run was queued, makes no record at the receiver. */
function isThere({ sentSeq }: RunExport): boolean {
  return sentSeq !== null && sentSeq > 1;
}

function describePlace(found: RunExport | undefined, receiver: keyof typeof receiverNames): SentState {
  if (found === undefined) return { tone: "quiet", text: text.notStarted };
  const { sentSeq, lastSeq, report, isRunning } = found;
  if (sentSeq === null) return { tone: "quiet", text: text.older };
  const left = lastSeq - sentSeq;
  if (left === 0) return { tone: "good", text: text.sent };
  if (!isRunning) return { tone: "bad", text: text.stopped(left) };
  const fault = report.failing ?? null;
  if (fault !== null) return { tone: "bad", text: text.failing(describeSendFault(fault, receiver), left) };
  return { tone: "run", text: isThere(found) ? text.sending(left) : text.waiting(left) };
}
