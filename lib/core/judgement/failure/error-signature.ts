import type { FailureKind } from "../../run/failure-kinds.ts";
import { findFaultBehind } from "../../run/fault-blame.ts";
import type { FaultKind } from "../../run/faults.ts";
import type { ScenarioFigures } from "../input.ts";

/** A failure that was not recovered: of a scenario, or of a batch whose items are still open or were skipped. */
export type LastingFailure = {
  readonly scenarioId: string;
  readonly label: string;
  readonly kind: FailureKind;
  readonly message: string;
  /** kind and message without the parts that vary between occurrences */
  readonly signature: string;
  /** the injected fault that explains it; null: none does */
  readonly fault: FaultKind | null;
};

/** The failures of one scenario that were neither recovered nor retried by a new attempt. */
export function selectFailures(scenario: ScenarioFigures): readonly LastingFailure[] {
  const { id: scenarioId, label, run } = scenario;
  if (run === null) return [];
  const ended = run.failure === null ? [] : [{ ...run.failure, atMs: run.endedAtMs }];
  const batches = run.batchFailures.filter(({ outcome }) => outcome === "open" || outcome === "lost");
  return [...ended, ...batches].map(({ kind, message, atMs }) => ({
    scenarioId,
    label,
    kind,
    message,
    signature: `${kind}: ${normaliseMessage(message)}`,
    fault: findFaultBehind(run, { kind, message, atMs }),
  }));
}

/** A message without numbers, quoted text, paths and ids, so that occurrences of the same error compare equal. */
export function normaliseMessage(message: string): string {
  return (
    message
      .toLowerCase()
      // older runs end it with "may"
      .replace(/ \(\d+ of \d+ items failed, \d+ (?:may|allowed)\)$/, "")
      .replaceAll(/(["'“‘`]).*?["'”’`]/g, "…")
      .replaceAll(/(?:[\w.-]*\/)+[\w.-]*/g, "…")
      .replaceAll(/\b[0-9a-f]{8,}(?:-[0-9a-f]+)*\b/g, "#")
      .replaceAll(/\d+(?:[.,]\d+)*/g, "#")
      .replaceAll(/\s+/g, " ")
      .trim()
  );
}
