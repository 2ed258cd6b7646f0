import type { FailureKind } from "../../run/failure-kinds.ts";
import { findFaultBehind } from "../../run/fault-blame.ts";
import type { FaultKind } from "../../run/faults.ts";
import type { ScenarioFigures } from "../input.ts";

/** A failure that stands: of a scenario as a whole, or of a batch whose items were given up. */
export type StandingFailure = {
  readonly scenarioId: string;
  readonly label: string;
  readonly kind: FailureKind;
  readonly message: string;
  /** kind and message without what changes from one time to the next */
  readonly signature: string;
  /** what the fault button was doing when it happened; null: it was not at work */
  readonly fault: FaultKind | null;
};

/** The failures that stand of one scenario: those that came right again, or were taken up anew, are not among them. */
export function selectFailures(scenario: ScenarioFigures): readonly StandingFailure[] {
  const { id: scenarioId, label, run } = scenario;
  if (run === null) return [];
  const ended = run.failure === null ? [] : [{ ...run.failure, atMs: run.endedAtMs }];
  const lost = run.batchFailures.filter(({ outcome }) => outcome === "open" || outcome === "lost");
  return [...ended, ...lost].map(({ kind, message, atMs }) => ({
    scenarioId,
    label,
    kind,
    message,
    signature: `${kind}: ${normaliseMessage(message)}`,
    fault: findFaultBehind(run, { kind, message, atMs }),
  }));
}

/** A message without numbers, quoted words, paths and ids, so that the same error reads the same everywhere. */
export function normaliseMessage(message: string): string {
  return message
    .toLowerCase()
    .replace(/ \(\d+ of \d+ items failed, \d+ may\)$/, "")
    .replaceAll(/(["'“‘`]).*?["'”’`]/g, "…")
    .replaceAll(/(?:[\w.-]*\/)+[\w.-]*/g, "…")
    .replaceAll(/\b[0-9a-f]{8,}(?:-[0-9a-f]+)*\b/g, "#")
    .replaceAll(/\d+(?:[.,]\d+)*/g, "#")
    .replaceAll(/\s+/g, " ")
    .trim();
}
