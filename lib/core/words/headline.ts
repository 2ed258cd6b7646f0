import { selectAwaited, selectWaitingGate } from "../gates/barrier.ts";
import { describeLosses } from "./describe-losses.ts";
import { describeQueueWait } from "./describe-queue.ts";
import { describeRecovery } from "./describe-recovery.ts";
import { countSteps, isMilestone, planGates, type Gate, type MilestoneGate } from "../gates/gates.ts";
import { haveAllEnded, areAllPaused } from "../run/run-status.ts";
import type { QueueWait } from "../run/queue-wait.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { formatPercent, joinNames, labelScenario, withVerb } from "./names.ts";
import { describeWaitLimit } from "./wait-limit.ts";

export type Headline = {
  readonly tone: "hold" | "run" | "wait" | "good" | "bad";
  readonly title: string;
  /** continues the title, without a capital; "" when there is nothing to add */
  readonly detail: string;
};

/** What the run is doing, in one sentence for presenter and audience; without error messages. `wait`: why it is queued. */
export function selectHeadline(state: RunState, nowMs: number, wait: QueueWait | null = null): Headline {
  if (state.finishedAt !== null) return describeEnd(state);
  if (state.interrupted)
    return createHeadline("wait", "Interrupted", "completed work is saved; the run continues automatically");
  if (state.startedAt === null) return describeStart(state, wait);
  if (haveAllEnded(state)) return createHeadline("run", "Finishing", "computing the results");
  const recovering = labelsOf(state, ({ pauseReason }) => pauseReason === "recovery");
  if (recovering.length > 0) {
    return createHeadline(
      "wait",
      "Recovering",
      `${withVerb(recovering, "is", "are")} resuming after an interruption; completed work is saved`,
    );
  }
  if (areAllPaused(state))
    return createHeadline(
      "hold",
      "Paused",
      ["the presenter has paused every scenario", ...describeLosses(state)].join("; "),
    );
  const starting = labelsOf(state, ({ pauseReason }) => pauseReason === "worker-start");
  if (starting.length > 0)
    return createHeadline(
      "wait",
      "Continuing in a moment",
      `the workers of ${joinNames(starting)} are starting again after the wait`,
    );
  const blocked = labelsOf(state, ({ pauseReason }) => pauseReason === "retry");
  if (blocked.length > 0) {
    const title = withVerb(blocked, "waits for the presenter", "wait for the presenter");
    const why = "a batch failed: it can be retried or skipped";
    return createHeadline("hold", title, [why, ...describeLosses(state)].join("; "));
  }
  const gate = selectWaitingGate(state);
  return gate !== null && isMilestone(gate) ? describeHold(state, gate, nowMs) : describeWork(state, nowMs);
}

function createHeadline(tone: Headline["tone"], title: string, detail: string): Headline {
  return { tone, title, detail };
}

function labelsOf(state: RunState, matches: (scenario: ScenarioState) => boolean): string[] {
  return state.scenarios.filter(matches).map(({ id }) => labelScenario(state.spec, id));
}

function describeStart(state: RunState, wait: QueueWait | null): Headline {
  if (state.status === "queued") return describeQueueWait(wait);
  return createHeadline(
    "wait",
    "Preparing",
    `${withVerb(
      labelsOf(state, () => true),
      "is preparing its",
      "are preparing their",
    )} data`,
  );
}

function describeEnd(state: RunState): Headline {
  const complete = labelsOf(state, ({ status }) => status === "complete");
  const losses = describeLosses(state).join("; ");
  const saved = complete.length === 0 ? "completed work is saved" : withVerb(complete, "is complete", "are complete");
  if (state.capped !== null) return createHeadline("bad", "Stopped: spending limit reached", saved);
  switch (state.status) {
    case "complete":
      return createHeadline("good", "Complete", `${withVerb(complete, "is", "are")} all done`);
    case "partial":
      return createHeadline("bad", "Ended with partial results", `${saved}; ${losses}`);
    case "cancelled":
      return createHeadline("bad", "Cancelled", state.startedAt === null ? "the run had not started" : saved);
    default:
      return createHeadline("bad", "Failed", losses === "" ? saved : losses);
  }
}

function describeHold(state: RunState, gate: MilestoneGate, nowMs: number): Headline {
  const where = formatPercent(gate.percent);
  const waiting = labelsOf(state, ({ waitingAtGate }) => waitingAtGate === gate.index);
  const awaitedIds = selectAwaited(state, gate);
  const awaited = labelsOf(state, ({ id }) => awaitedIds.includes(id));
  const asides = [...describeRecovery(state, nowMs), ...describeLosses(state)];
  const gathered = state.barrier?.gathered ?? null;
  if (gathered === "timeout" && awaited.length > 0) {
    const over = `wait limit reached for ${joinNames(awaited)}; waiting for the presenter`;
    return createHeadline("hold", `Holding at ${where}`, [over, ...asides].join("; "));
  }
  if (awaited.length > 0) {
    const paused = labelsOf(state, ({ id, pauseReason }) => awaitedIds.includes(id) && pauseReason === "user-halt");
    const wait = `${withVerb(waiting, "is waiting", "are waiting")} for ${joinNames(awaited)}`;
    const pauses = paused.length === 0 ? [] : [withVerb(paused, "is paused", "are paused")];
    return createHeadline(
      "hold",
      `Holding at ${where}`,
      [wait + describeWaitLimit(state, nowMs), ...pauses, ...asides].join("; "),
    );
  }
  const isEveryone = state.scenarios.every(({ status }) => status !== "failed" && status !== "cancelled");
  const opens = state.spec.hold === "presenter" ? "waiting for the presenter" : "releasing";
  return createHeadline(
    "hold",
    `${isEveryone ? "Everyone is" : "All others are"} at ${where}`,
    [opens, ...asides].join("; "),
  );
}

function describeWork(state: RunState, nowMs: number): Headline {
  const { spec, releasedGates } = state;
  const working = labelsOf(state, ({ status, attempt }) => status === "running" && attempt === 1);
  const paused = labelsOf(state, ({ pauseReason }) => pauseReason === "user-halt");
  const waiting = labelsOf(state, ({ pauseReason }) => pauseReason === "sync-point");
  const parts = [
    ...(working.length > 0 ? [withVerb(working, "is running", "are running")] : []),
    ...(waiting.length > 0
      ? [withVerb(waiting, "is waiting for the step to end", "are waiting for the step to end")]
      : []),
    ...(paused.length > 0 ? [withVerb(paused, "is paused", "are paused")] : []),
    ...describeRecovery(state, nowMs),
    ...describeLosses(state),
  ];
  return createHeadline(
    "run",
    describeDirection(spec.sync === "free-running" ? null : planGates(spec).slice(releasedGates), state),
    parts.join("; "),
  );
}

/** The next gate. `ahead`: the gates not released yet; null when the sync mode has none. */
function describeDirection(ahead: readonly Gate[] | null, state: RunState): string {
  if (ahead === null) return "Running freely";
  const steps = countSteps(state.spec);
  const step = ahead.find((gate) => gate.step !== null)?.step ?? steps;
  if (state.spec.sync === "lock-step") return `Step ${step} of ${steps}`;
  const percent = ahead[0]?.percent ?? null;
  return percent === null ? "Running to the end" : `Running to ${formatPercent(percent)}`;
}
