import { normaliseMessage } from "../kit/normalise-message.ts";
import type { ItemError } from "../run/failure-kinds.ts";

/** A scenario keeps the most frequent ones. */
const MAX_ITEM_ERRORS = 5;
/** Further errors are not kept apart, so that memory does not grow with the items. */
const MAX_DISTINCT = 100;
const LONGEST_TEXT = 200;

/** An item's error as it is shown: in one line, cut, without a final full stop. */
export function toErrorText(error: string | null): string {
  const line = (error ?? "").replaceAll(/\s+/g, " ").trim();
  if (line.length > LONGEST_TEXT) return `${line.slice(0, LONGEST_TEXT - 1)}…`;
  return line.replace(/\.$/, "") || "no reason given";
}

/** Whether two errors differ at most in numbers, quotes, paths and ids. */
export function isSameError(one: string, other: string): boolean {
  return toSignature(one) === toSignature(other);
}

function toSignature(error: string): string {
  return normaliseMessage(toErrorText(error));
}

/** Counts the errors of failed items by what they have in common. */
export class ItemErrorCounts {
  readonly #groups = new Map<string, { readonly text: string; count: number }>();

  #total = 0;

  /** number of failed items */
  get total(): number {
    return this.#total;
  }

  add(error: string | null): void {
    this.#total += 1;
    const text = toErrorText(error);
    const signature = normaliseMessage(text);
    const group = this.#groups.get(signature);
    if (group !== undefined) group.count += 1;
    else if (this.#groups.size < MAX_DISTINCT) this.#groups.set(signature, { text, count: 1 });
  }

  /** The most frequent ones, those first. */
  list(): readonly ItemError[] {
    const groups = [...this.#groups.values()].toSorted((one, other) => other.count - one.count);
    return groups.slice(0, MAX_ITEM_ERRORS).map(({ text, count }) => ({ text, count }));
  }
}
