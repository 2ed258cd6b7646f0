import type { Resource } from "@opentelemetry/resources";
import { OTLP } from "../../telemetry-settings.ts";
import { SendError, type Exporter, type Sent } from "../follow/exporter.ts";
import type { TraceRecord } from "../trace/records.ts";
import { ANSWER_LIMIT_MS, type ExportLimits } from "./export-all.ts";
import { createSignals, type OtlpSignals, type Signal } from "./signals.ts";

/** Answers of a server that does not know an address or what is sent to it. */
const UNKNOWN = new Set<number | null>([404, 405, 415, 501]);

/**
 * Sends spans, events and figures to a collector as OTLP over HTTP, in protobuf. Scores are not sent: OTLP has no place for them,
 * and the scenario's span has the figures in its output.
 */
export function createOtlpExporter(resource: Resource, switchedOn: OtlpSignals, limitMs = ANSWER_LIMIT_MS): Exporter {
  const signals = createSignals(resource, switchedOn);
  /** Records that are sent again go only where they are not answered for: a log record that comes twice is two for most collectors. */
  const answers = new WeakMap<readonly TraceRecord[], Map<Signal, Sent>>();
  const taken = new Set<Signal>();
  /** not known there the last time, while others were taken: a proxy may say so of a collector that starts */
  const suspected = new Set<Signal>();

  async function sendEach(records: readonly TraceRecord[], answered: Map<Signal, Sent>, limits: ExportLimits) {
    const failures: Failure[] = [];
    // one after the other: answers may be large
    for (const signal of signals) {
      if (answered.has(signal) || signal.count(records) === 0) continue;
      try {
        answered.set(signal, await signal.send(records, limits));
        taken.add(signal);
      } catch (error) {
        failures.push({ signal, error });
      }
    }
    return failures;
  }

  /** Many collectors take traces only, and what they do not know must not hold up the rest. Where nothing is taken, the address is wrong. */
  async function isCollector(limits: ExportLimits): Promise<boolean> {
    for (const signal of signals) if (taken.size === 0 && (await signal.isThere(limits))) taken.add(signal);
    return taken.size > 0;
  }

  return {
    name: OTLP,
    async send(records, signal) {
      const limits = { signal, limitMs };
      const answered = answers.get(records) ?? new Map<Signal, Sent>();
      answers.set(records, answered);
      for (const { signal: failed, error } of await sendEach(records, answered, limits)) {
        const isUnknown = error instanceof SendError && UNKNOWN.has(error.status) && !taken.has(failed);
        if (!isUnknown || !(await isCollector(limits))) throw error;
        if (!suspected.has(failed)) {
          suspected.add(failed);
          throw error;
        }
        const reason = `it takes no ${failed.name}: ${error.message}; OTEL_${failed.name.toUpperCase()}_EXPORTER=none sends it none`;
        answered.set(failed, { refused: failed.count(records), reason });
      }
      const sent = [...answered.values()];
      return {
        refused: sent.reduce((sum, { refused }) => sum + refused, 0),
        reason: sent.findLast(({ reason }) => reason !== null)?.reason ?? null,
      };
    },
    async close() {
      await Promise.all(signals.map((signal) => signal.close()));
    },
  };
}

type Failure = { readonly signal: Signal; readonly error: unknown };
