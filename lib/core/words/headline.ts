import { selectAwaited, selectWaitingGate } from "../gates/barrier.ts";
import { describeLosses } from "./describe-losses.ts";
import { describeRecovery } from "./describe-recovery.ts";
import { countSteps, isMilestone, planGates, type Gate, type MilestoneGate } from "../gates/gates.ts";
import { haveAllEnded, areAllPaused } from "../run/run-status.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { formatPercent, joinNames, labelScenario, withVerb } from "./names.ts";

export { describeEvent } from "./describe-event.ts";
export { selectNextStep, type NextStep } from "./next-step.ts";

export type Headline = {
  readonly tone: "hold" | "run" | "wait" | "good" | "bad";
  readonly title: string;
  /** goes on from the title, without a capital; "" when the title says it all */
  readonly detail: string;
};

/** What is happening, in one plain sentence, for everybody: it holds no failure's message. */
export function selectHeadline(state: RunState, nowMs: number): Headline {
  if (state.finishedAt !== null) return describeEnd(state);
  if (state.interrupted)
    return say("wait", "Stopped for a moment", "everything finished is kept; the run goes on by itself");
  if (state.startedAt === null) return describeStart(state);
  if (haveAllEnded(state)) return say("run", "Finishing", "the results are being put together");
  const recovering = labelsOf(state, ({ pauseReason }) => pauseReason === "recovery");
  if (recovering.length > 0) {
    return say(
      "wait",
      "Picking up again",
      `${withVerb(recovering, "goes", "go")} on after an interruption; everything finished is kept`,
    );
  }
  if (areAllPaused(state))
    return say("hold", "Paused", ["the presenter has paused every scenario", ...describeLosses(state)].join("; "));
  const unsure = labelsOf(state, ({ pauseReason }) => pauseReason === "retry");
  if (unsure.length > 0) {
    const title = withVerb(unsure, "waits for the presenter", "wait for the presenter");
    const why = "a batch has failed: it is tried again or skipped";
    return say("hold", title, [why, ...describeLosses(state)].join("; "));
  }
  const gate = selectWaitingGate(state);
  return gate !== null && isMilestone(gate) ? describeHold(state, gate, nowMs) : describeWork(state, nowMs);
}

function say(tone: Headline["tone"], title: string, detail: string): Headline {
  return { tone, title, detail };
}

function labelsOf(state: RunState, isMeant: (scenario: ScenarioState) => boolean): string[] {
  return state.scenarios.filter(isMeant).map(({ id }) => labelScenario(state.spec, id));
}

function describeStart(state: RunState): Headline {
  if (state.status === "queued") return say("wait", "Waiting for a runner", "the run starts as soon as one is free");
  return say(
    "wait",
    "Getting ready",
    `${withVerb(
      labelsOf(state, () => true),
      "prepares its",
      "prepare their",
    )} data`,
  );
}

function describeEnd(state: RunState): Headline {
  const complete = labelsOf(state, ({ status }) => status === "complete");
  const lost = describeLosses(state).join("; ");
  const stands =
    complete.length === 0 ? "what was finished is kept" : withVerb(complete, "is complete", "are complete");
  if (state.capped !== null) return say("bad", "Stopped at its cap", stands);
  switch (state.status) {
    case "complete":
      return say("good", "Complete", `${joinNames(complete)} finished everything`);
    case "partial":
      return say("bad", "Ended with part of the results", `${stands}; ${lost}`);
    case "cancelled":
      return say("bad", "Cancelled", stands);
    default:
      return say("bad", "Failed", lost === "" ? stands : lost);
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
    const over = `the wait for ${joinNames(awaited)} is over; the presenter opens the barrier`;
    return say("hold", `Holding at ${where}`, [over, ...asides].join("; "));
  }
  if (awaited.length > 0) {
    const halted = labelsOf(state, ({ id, pauseReason }) => awaitedIds.includes(id) && pauseReason === "user-halt");
    const wait = `${withVerb(waiting, "has arrived and waits", "have arrived and wait")} for ${joinNames(awaited)}`;
    const paused = halted.length === 0 ? [] : [withVerb(halted, "is paused", "are paused")];
    return say("hold", `Holding at ${where}`, [wait + describeLimit(state, nowMs), ...paused, ...asides].join("; "));
  }
  const isEveryone = state.scenarios.every(({ status }) => status !== "failed" && status !== "cancelled");
  const opens = state.spec.hold === "presenter" ? "the presenter opens the barrier" : "the barrier opens";
  return say("hold", `${isEveryone ? "Everyone is" : "All others are"} at ${where}`, [opens, ...asides].join("; "));
}

/** Near its wait limit a hold says so: those on stage see that it will not last. */
function describeLimit({ spec, barrier }: RunState, nowMs: number): string {
  if (spec.sync !== "milestone" || barrier === null) return "";
  const leftMs = (barrier.limitFromMs ?? barrier.firstArrivalMs) + spec.waitLimitMs - nowMs;
  return leftMs > 0 && leftMs <= 10_000 ? `, ${Math.ceil(leftMs / 1_000)} s more at most` : "";
}

function describeWork(state: RunState, nowMs: number): Headline {
  const { spec, releasedGates } = state;
  const working = labelsOf(state, ({ status, attempt }) => status === "running" && attempt === 1);
  const halted = labelsOf(state, ({ pauseReason }) => pauseReason === "user-halt");
  const waiting = labelsOf(state, ({ pauseReason }) => pauseReason === "sync-point");
  const parts = [
    ...(working.length > 0 ? [withVerb(working, "is at work", "are at work")] : []),
    ...(waiting.length > 0 ? [withVerb(waiting, "waits for the step to end", "wait for the step to end")] : []),
    ...(halted.length > 0 ? [withVerb(halted, "is paused", "are paused")] : []),
    ...describeRecovery(state, nowMs),
    ...describeLosses(state),
  ];
  return say(
    "run",
    describeDirection(spec.sync === "free-running" ? null : planGates(spec).slice(releasedGates), state),
    parts.join("; "),
  );
}

/** Where everybody is heading; `ahead`: the gates still shut, null when the mode has none. */
function describeDirection(ahead: readonly Gate[] | null, state: RunState): string {
  if (ahead === null) return "Running freely";
  const steps = countSteps(state.spec);
  const step = ahead.find((gate) => gate.step !== null)?.step ?? steps;
  if (state.spec.sync === "lock-step") return `Step ${step} of ${steps}`;
  const percent = ahead[0]?.percent ?? null;
  return percent === null ? "Running to the end" : `Running to ${formatPercent(percent)}`;
}
