import type { FailureKind } from "../../run/failure-kinds.ts";
import { findFaultBehind } from "../../run/fault-blame.ts";
import type { FaultKind } from "../../run/faults.ts";
import type { BatchFailure } from "../../run/batch-failures.ts";
import { normaliseMessage } from "../../kit/normalise-message.ts";
import { isSameError } from "../../metrics/item-errors.ts";
import { isToleranceMessage } from "../../words/refusals.ts";
import type { ScenarioFigures, ScenarioRunFigures } from "../input.ts";

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
  const batches = run.batchFailures.filter(({ outcome }) => outcome === "open" || outcome === "lost");
  return [...selectEnding(run, batches), ...batches].map(({ kind, message, atMs }) => ({
    scenarioId,
    label,
    kind,
    message,
    signature: `${kind}: ${normaliseMessage(message)}`,
    fault: findFaultBehind(run, { kind, message, atMs }),
  }));
}

type Ended = Pick<BatchFailure, "kind" | "message"> & { readonly atMs: number | null };

/** What ended the scenario: where too many items failed, their errors, without those of batches that count already. */
function selectEnding(
  { failure, itemErrors, endedAtMs: atMs }: ScenarioRunFigures,
  batches: readonly BatchFailure[],
): readonly Ended[] {
  if (failure === null) return [];
  if (itemErrors.length === 0 || !isToleranceMessage(failure.message)) return [{ ...failure, atMs }];
  return itemErrors
    .filter(({ text }) => !batches.some(({ message }) => isSameError(message, text)))
    .map(({ text }) => ({ kind: "exception", message: text, atMs }));
}
