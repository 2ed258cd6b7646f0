import { isLastingFault, type FaultKind } from "../faults.ts";
import type { FailureKind } from "../events.ts";
import type { ScenarioFigures, ScenarioRunFigures } from "./judgement-input.ts";

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

type Failed = { readonly kind: FailureKind; readonly message: string; readonly atMs: number | null };

/** What the fault button did that explains a failure; null: it had no part in it. */
export function findFaultBehind(run: FaultTimes, { kind, message, atMs }: Failed): FaultKind | null {
  return message.startsWith(MADE_TO_FAIL) ? "fail" : findFault(run, kind, atMs);
}

type FaultTimes = Pick<ScenarioRunFigures, "faults" | "stallLimitMs" | "pauses">;

/** The fault that explains a failure: of a fitting kind, at work then or shortly before. */
export function findFault(run: FaultTimes, kind: FailureKind, atMs: number | null): FaultKind | null {
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
