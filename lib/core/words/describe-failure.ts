import { formatItemRange, formatQuantity } from "./format.ts";
import { assertNever } from "../kit/assert-never.ts";
import type { FailureEvent } from "../reduce/failure.ts";
import { FAULT_LABELS } from "./names.ts";
import { WORKERS } from "./plural.ts";

/** A failure, a retry or a fault as the end of a sentence that begins with the scenario's name. */
export function describeFailure(event: FailureEvent): string {
  switch (event.type) {
    case "batch.failed":
      return `${event.items === undefined || isSingle(event) ? "" : `${event.items} of `}${itemsOf(event)} failed, ${event.kind}${afterColon(event.message)}`;
    case "batch.retried":
      return `${itemsOf(event)} retried at once`;
    case "batch.recovered":
      return `${itemsOf(event)} recovered after ${event.tries} tries`;
    case "worker.failed":
      return `worker did not become ready, ${event.kind}${afterColon(event.message)}`;
    case "worker.recovered":
      return `workers are ready after ${event.tries} tries`;
    case "scenario.retried":
      return event.reason === "presenter"
        ? `is being retried, attempt ${event.attempt}`
        : `is being retried at reduced load: batches of ${event.load.batchSize}, ${formatQuantity(event.load.concurrency, WORKERS)}`;
    case "scenario.stalled":
      return `has made no progress for ${Math.round(event.quietMs / 1_000)} s`;
    case "fault.injected":
      return `is ${FAULT_LABELS[event.fault]} by the fault button`;
    case "fault.ended":
      return `is no longer ${FAULT_LABELS[event.fault]}`;
    default:
      return assertNever(event);
  }
}

const ITEMS = { one: "item", many: "items" };

/** What happens next to a failed batch, at the end of its line. */
export const NEXT_LABELS = {
  automatic: "; will be retried",
  presenter: "; waiting for the presenter",
  none: "",
} as const;

type ItemRange = { readonly fromItem: number; readonly toItem: number };

const isSingle = ({ fromItem, toItem }: ItemRange): boolean => toItem === fromItem + 1;

function itemsOf({ fromItem, toItem }: ItemRange): string {
  return formatItemRange(fromItem + 1, toItem, ITEMS);
}

/** ": text" without a final full stop, so that the sentence can continue; "" without text, as in the audience's events. */
export function afterColon(text: string): string {
  return text === "" ? "" : `: ${text.replace(/\.$/, "")}`;
}
