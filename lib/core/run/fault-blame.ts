import type { FailureKind } from "./failure-kinds.ts";
import { isLastingFault, type FaultKind } from "./faults.ts";
import type { FaultSpan, Span } from "./state.ts";

/** How long after a fault its failure may occur; for a hang, in addition to the stall limit. */
const FAULT_SHOWS_WITHIN_MS: { readonly [fault in FaultKind]: number } = {
  slow: 5_000,
  fail: 5_000,
  hang: 10_000,
  kill: 10_000,
  memory: 30_000,
};
/** The messages of failures that the fault button throws itself, and of scenarios that they fail. */
const MADE_TO_FAIL = /^(?:\d+ of \d+ items failed, \d+ allowed: )?Fault button/;
/** The kinds of failure that each fault can cause. */
const FAULT_SHOWS_AS: { readonly [fault in FaultKind]: readonly FailureKind[] } = {
  slow: ["timeout"],
  fail: ["exception"],
  hang: ["timeout"],
  kill: ["exception", "memory"],
  memory: ["memory", "exception"],
};

type Failed = { readonly kind: FailureKind; readonly message: string; readonly atMs: number | null };

/** The injected fault that explains a failure; null: none does. */
export function findFaultBehind(run: FaultTimes, { kind, message, atMs }: Failed): FaultKind | null {
  return namesFaultButton(message) ? "fail" : findFault(run, kind, atMs);
}

/** The faults injected into a scenario, and when it was not running. */
export type FaultTimes = {
  readonly faults: readonly FaultSpan[];
  /** time without progress after which a batch is ended */
  readonly stallLimitMs: number;
  /** stretches of run time in which it was not running, ascending; `toMs` null = open */
  readonly pauses: readonly Pick<Span, "fromMs" | "toMs">[];
};

/** The latest fault that can cause this kind of failure and was active then or shortly before. */
function findFault(run: FaultTimes, kind: FailureKind, atMs: number | null): FaultKind | null {
  if (atMs === null) return null;
  const cause = run.faults.findLast(({ fault, fromMs, toMs }) => {
    if (!FAULT_SHOWS_AS[fault].includes(kind) || fromMs > atMs) return false;
    const endMs = isLastingFault(fault) ? (toMs ?? atMs) : fromMs;
    if (fault !== "hang") return atMs <= endMs + FAULT_SHOWS_WITHIN_MS[fault];
    return computeActiveMs(run, endMs, atMs) <= run.stallLimitMs + FAULT_SHOWS_WITHIN_MS.hang;
  });
  return cause?.fault ?? null;
}

/** Time without pauses, since a worker that hangs while its scenario waits is noticed only at its next batch. */
function computeActiveMs({ pauses }: FaultTimes, fromMs: number, toMs: number): number {
  return pauses.reduce(
    (activeMs, pause) => activeMs - Math.max(0, Math.min(toMs, pause.toMs ?? toMs) - Math.max(fromMs, pause.fromMs)),
    toMs - fromMs,
  );
}

/** Whether a message already names the fault button as the cause. */
export function namesFaultButton(message: string): boolean {
  return MADE_TO_FAIL.test(message);
}
