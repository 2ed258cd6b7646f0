import type { FailureKind } from "./failure-kinds.ts";
import { isLastingFault, type FaultKind } from "./faults.ts";
import type { FaultSpan, Span } from "./state.ts";

/** A balloon is ended by the memory watch: harm shows so much later at most; a hang after the stall limit besides. */
const FAULT_SHOWS_WITHIN_MS: { readonly [fault in FaultKind]: number } = {
  slow: 5_000,
  fail: 5_000,
  hang: 10_000,
  kill: 10_000,
  memory: 30_000,
};
/** How the fault button's own failures begin. */
const MADE_TO_FAIL = "Fault button";
/** What each harm can look like. */
const FAULT_SHOWS_AS: { readonly [fault in FaultKind]: readonly FailureKind[] } = {
  slow: ["timeout"],
  fail: ["exception"],
  hang: ["timeout"],
  kill: ["exception", "memory"],
  memory: ["memory", "exception"],
};

type Failed = { readonly kind: FailureKind; readonly message: string; readonly atMs: number | null };

/** What the fault button did that explains a failure; null: it had no part in it. */
export function findFaultBehind(run: FaultTimes, { kind, message, atMs }: Failed): FaultKind | null {
  return namesFaultButton(message) ? "fail" : findFault(run, kind, atMs);
}

/** What was done to a scenario, and when it stood still. */
export type FaultTimes = {
  readonly faults: readonly FaultSpan[];
  /** a batch that is silent for so long is ended */
  readonly stallLimitMs: number;
  /** stretches of run time in which it did not work, ascending; `toMs` null = still */
  readonly pauses: readonly Pick<Span, "fromMs" | "toMs">[];
};

/** The fault that explains a failure: of a fitting kind, at work then or shortly before. */
function findFault(run: FaultTimes, kind: FailureKind, atMs: number | null): FaultKind | null {
  if (atMs === null) return null;
  const guilty = run.faults.findLast(({ fault, fromMs, toMs }) => {
    if (!FAULT_SHOWS_AS[fault].includes(kind) || fromMs > atMs) return false;
    const endMs = isLastingFault(fault) ? (toMs ?? atMs) : fromMs;
    if (fault !== "hang") return atMs <= endMs + FAULT_SHOWS_WITHIN_MS[fault];
    return computeActiveMs(run, endMs, atMs) <= run.stallLimitMs + FAULT_SHOWS_WITHIN_MS.hang;
  });
  return guilty?.fault ?? null;
}

/** Without pauses: a worker made to hang while its scenario waits is missed only when it is given work. */
function computeActiveMs({ pauses }: FaultTimes, fromMs: number, toMs: number): number {
  return pauses.reduce(
    (left, pause) => left - Math.max(0, Math.min(toMs, pause.toMs ?? toMs) - Math.max(fromMs, pause.fromMs)),
    toMs - fromMs,
  );
}

/** Whether a message says itself that the fault button made the failure. */
export function namesFaultButton(message: string): boolean {
  return message.startsWith(MADE_TO_FAIL);
}
