import type { ExporterState } from "../../core/ports/export-places.ts";
import type { Outgoing } from "../../operations/telemetry/get-outgoing.ts";
import type { StatusTone } from "../console/scenario-summary.ts";
import { exporterText, outgoingText as text, signalText } from "../text/desk/outgoing.ts";
import { describeSendFault } from "./describe-fault.ts";

type Exporter = keyof typeof exporterText;
type Signal = keyof typeof signalText;

const SIGNALS: { readonly [exporter in Exporter]: readonly Signal[] } = {
  otlp: ["traces", "logs", "metrics"],
  langfuse: ["langfuse"],
};

export type ExporterView = {
  readonly key: Exporter;
  readonly label: string;
  readonly isOn: boolean;
  readonly state: { readonly tone: StatusTone; readonly text: string };
  /** ISO 8601: since when it fails; null: it does not */
  readonly failingSince: string | null;
  /** ISO 8601: every run since then has been sent, apart from times when it was off; null: not so */
  readonly sentSince: string | null;
  readonly notes: readonly string[];
  /** `address` null: not sent */
  readonly signals: readonly {
    readonly key: Signal;
    readonly label: string;
    readonly address: string | null;
  }[];
  readonly switchHint: string;
  readonly docs: string;
};

export type OutgoingView = {
  readonly headline: string;
  readonly detail: string;
  readonly isAnySent: boolean;
  /** so that skills get the trace context of their batch */
  readonly sendsTraces: boolean;
  readonly content: boolean;
  readonly exporters: readonly ExporterView[];
  readonly skills: Outgoing["skills"];
};

/** What leaves this machine, in words. */
export function selectOutgoing(outgoing: Outgoing): OutgoingView {
  const { telemetry, skills } = outgoing;
  const exporters = (["otlp", "langfuse"] as const).map((key) => selectExporter(key, outgoing));
  const on = exporters.filter(({ isOn }) => isOn).length;
  const content = telemetry?.content === true;
  return {
    ...describeWhole(on, skills.filter(({ onlyLive }) => !onlyLive).length, content),
    isAnySent: on > 0,
    sendsTraces: telemetry?.receivers.some(({ signal }) => signal === "traces" || signal === "langfuse") === true,
    content,
    exporters,
    skills,
  };
}

function describeWhole(receivers: number, skills: number, content: boolean): Pick<OutgoingView, "headline" | "detail"> {
  if (receivers > 0) return { headline: text.some(receivers), detail: content ? text.contentOn : text.contentOff };
  return { headline: text.nowhere, detail: skills > 0 ? text.skillsAsk(skills) : text.nowhereHint };
}

function selectExporter(key: Exporter, { telemetry, exporters }: Outgoing): ExporterView {
  const receivers = telemetry?.receivers.filter(({ exporter }) => exporter === key) ?? [];
  const { label, on, off, docs } = exporterText[key];
  const isOn = receivers.length > 0;
  const found = exporters.find(({ exporter }) => exporter === key);
  return {
    key,
    label,
    isOn,
    state: isOn ? describeState(key, found) : { tone: "quiet", text: text.off },
    failingSince: isOn && found?.isRunning === true ? (found.report.failing?.since ?? null) : null,
    sentSince: isOn && found?.pendingRuns === 0 ? found.since : null,
    notes: isOn && found !== undefined ? listNotes(found) : [],
    signals: SIGNALS[key].map((signal) => {
      const address = receivers.find((receiver) => receiver.signal === signal)?.address;
      return {
        key: signal,
        label: signalText[signal],
        address: address === undefined ? null : toShown(key, address),
      };
    }),
    switchHint: isOn ? text.turnOff(off) : text.turnOn(on),
    docs: text.docs(docs),
  };
}

/** A wrong path must be seen; a collector's is left out: the signals of one address have paths of their own. */
function toShown(key: Exporter, address: string): string {
  return key === "langfuse" ? address : new URL(address).origin;
}

function describeState(key: Exporter, found: ExporterState | undefined): ExporterView["state"] {
  if (found === undefined) return { tone: "quiet", text: text.notStarted };
  if (!found.isRunning) return { tone: "bad", text: text.stopped };
  const fault = found.report.failing ?? null;
  if (fault !== null) return { tone: "bad", text: describeSendFault(fault, key) };
  return found.report.sent === 0 ? { tone: "quiet", text: text.notStarted } : { tone: "good", text: text.working };
}

function listNotes({ pendingRuns, report }: ExporterState): readonly string[] {
  return [
    ...(pendingRuns === 0 ? [] : [text.waiting(pendingRuns)]),
    ...(report.refused === 0 ? [] : [text.refused(report.refused)]),
  ];
}
