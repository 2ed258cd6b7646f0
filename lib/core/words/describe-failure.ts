import { assertNever } from "../kit/assert-never.ts";
import type { FailureEvent } from "../reduce/failure.ts";
import { FAULT_LABELS } from "./names.ts";

/** What went wrong, was done about it or was done on purpose, as the rest of a sentence about the scenario. */
export function describeFailure(event: FailureEvent): string {
  switch (event.type) {
    case "batch.failed":
      return `${itemsOf(event)} failed, ${event.kind}${afterColon(event.message)}`;
    case "batch.retried":
      return `${itemsOf(event)} tried again at once`;
    case "batch.recovered":
      return `${itemsOf(event)} done after ${event.tries} tries`;
    case "scenario.retried":
      return event.reason === "presenter"
        ? `is tried again, attempt ${event.attempt}`
        : `is tried again at reduced load: batches of ${event.load.batchSize}, ${countWorkers(event.load.concurrency)}`;
    case "scenario.stalled":
      return `has finished nothing for ${Math.round(event.quietMs / 1_000)} s`;
    case "fault.injected":
      return `is ${FAULT_LABELS[event.fault]} by the fault button`;
    case "fault.ended":
      return `is ${FAULT_LABELS[event.fault]} no more`;
    default:
      return assertNever(event);
  }
}

/** What becomes of a failed batch, behind all else that is said of it. */
export const NEXT_WORDS = {
  automatic: "; will be tried again",
  presenter: "; waits for the presenter",
  none: "",
} as const;

function itemsOf({ fromItem, toItem }: { readonly fromItem: number; readonly toItem: number }): string {
  return `items ${fromItem + 1}–${toItem}`;
}

function countWorkers(count: number): string {
  return count === 1 ? "1 worker" : `${count} workers`;
}

/** An audience's event comes without its free text. The sentence goes on behind it. */
export function afterColon(text: string): string {
  return text === "" ? "" : `: ${text.replace(/\.$/, "")}`;
}
