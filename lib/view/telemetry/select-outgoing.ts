import type { ExporterState } from "../../core/ports/export-places.ts";
import type { Outgoing } from "../../operations/telemetry/get-outgoing.ts";
import type { StatusTone } from "../console/scenario-summary.ts";
import { exporterText, outgoingText as text, signalText } from "../text/desk/outgoing.ts";
import { receiverNames } from "../text/telemetry.ts";
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
  readonly notes: readonly string[];
  /** `origin` null: not sent */
  readonly signals: readonly {
    readonly key: Signal;
    readonly label: string;
    readonly origin: string | null;
  }[];
  readonly switchHint: string;
  readonly docs: string;
};

export type OutgoingView = {
  readonly headline: string;
  readonly detail: string;
  readonly isAnySent: boolean;
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
    content,
    exporters,
    skills,
  };
}

function describeWhole(receivers: number, skills: number, content: boolean): Pick<OutgoingView, "headline" | "detail"> {
  if (receivers > 0) return { headline: text.some(receivers), detail: content ? text.contentOn : text.contentOff };
  if (skills > 0) return { headline: text.onlySkills, detail: text.onlySkillsHint(skills) };
  return { headline: text.nothing, detail: text.nothingHint };
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
    notes: isOn && found !== undefined ? listNotes(found) : [],
    signals: SIGNALS[key].map((signal) => {
      const address = receivers.find((receiver) => receiver.signal === signal)?.address;
      return {
        key: signal,
        label: signalText[signal],
        origin: address === undefined ? null : new URL(address).origin,
      };
    }),
    switchHint: isOn ? text.turnOff(off) : text.turnOn(on),
    docs: text.docs(docs),
  };
}

function describeState(key: Exporter, found: ExporterState | undefined): ExporterView["state"] {
  if (found === undefined) return { tone: "quiet", text: text.notStarted };
  if (!found.isRunning) return { tone: "bad", text: text.stopped };
  const fault = found.report.failing ?? null;
  if (fault !== null) return { tone: "bad", text: describeSendFault(fault, receiverNames[key]) };
  return found.report.sent === 0 ? { tone: "quiet", text: text.notStarted } : { tone: "good", text: text.working };
}

function listNotes({ pendingRuns, report }: ExporterState): readonly string[] {
  return [
    pendingRuns === 0 ? text.upToDate : text.waiting(pendingRuns),
    ...(report.refused === 0 ? [] : [text.refused(report.refused)]),
  ];
}
