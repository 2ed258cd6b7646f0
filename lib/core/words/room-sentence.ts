import { countAtGate, selectAwaited, selectWaitingGate } from "../gates/barrier.ts";
import { isMilestone } from "../gates/gates.ts";
import type { PauseReason } from "../run/events.ts";
import { isLastingFault } from "../run/faults.ts";
import { areAllPaused, haveAllEnded } from "../run/run-status.ts";
import type { QueueWait } from "../run/queue-wait.ts";
import type { RunState, ScenarioState } from "../run/state.ts";
import { isEnded } from "../run/statuses.ts";
import { FAILURE_PHRASES } from "./describe-losses.ts";
import { describeQueueWaitToAudience } from "./describe-queue.ts";
import { selectHeadline, type Headline } from "./headline.ts";
import { FAULT_LABELS, formatPercent, joinNames, labelScenario, withVerb } from "./names.ts";
import { capitalise } from "./format.ts";
import { pluralize } from "./plural.ts";
import { describeWaitLimit } from "./wait-limit.ts";

/** Trouble leads the sentence for this long; then its row alone shows it. */
const RECENT_MS = 8_000;
/** More names than this are counted instead. */
const NAMES_AT_MOST = 2;

/**
 * What is happening, for a hall: a short title and at most one clause. The worst fact leads, then whose turn it is. `wait`: why the
 * run is queued.
 */
export function selectRoomSentence(state: RunState, nowMs: number, wait: QueueWait | null = null): Headline {
  const { title, ...others } = selectSentence(state, nowMs, wait);
  return { ...others, title: capitalise(title) };
}

function selectSentence(state: RunState, nowMs: number, wait: QueueWait | null): Headline {
  if (state.status === "queued") return describeQueueWaitToAudience(wait);
  if (state.startedAt === null && state.finishedAt === null)
    return { tone: "wait", title: "Getting ready", detail: "it begins in a moment" };
  const isUnderWay = state.startedAt !== null && state.finishedAt === null && !state.interrupted;
  if (isUnderWay && !haveAllEnded(state) && !areAllPaused(state)) {
    const found = describeTrouble(state, nowMs) ?? describeRestart(state) ?? describeGate(state, nowMs);
    if (found !== null) return found;
  }
  const { detail, ...headline } = selectHeadline(state, nowMs, wait);
  if (isUnderWay)
    return { ...headline, detail: areAllPaused(state) ? "everyone waits for the presenter" : describeWorking(state) };
  return { ...headline, detail: state.finishedAt === null ? firstClause(detail) : countComplete(state) };
}

function describeTrouble(state: RunState, nowMs: number): Headline | null {
  const label = ({ id }: ScenarioState) => labelScenario(state.spec, id);
  const blocked = state.scenarios.find(({ pauseReason }) => pauseReason === "retry");
  if (blocked !== undefined)
    return {
      tone: "bad",
      title: `${label(blocked)} needs the presenter`,
      detail: "a batch failed: try again or skip it",
    };
  const stalled = state.scenarios.find((scenario) => scenario.stalledSinceMs !== null && !isEnded(scenario));
  if (stalled !== undefined) {
    const seconds = Math.max(0, Math.round((nowMs - (stalled.stalledSinceMs ?? nowMs)) / 1_000));
    return {
      tone: "bad",
      title: `${label(stalled)} hangs`,
      detail: `nothing done for ${seconds} s, the presenter decides`,
    };
  }
  const fallen = state.scenarios.find(
    ({ status, endedAtMs }) => status === "failed" && nowMs - (endedAtMs ?? Number.NEGATIVE_INFINITY) < RECENT_MS,
  );
  if (fallen !== undefined) {
    const others = state.scenarios.filter((scenario) => !isEnded(scenario)).map(label);
    const title = `${label(fallen)} ${FAILURE_PHRASES[fallen.failure?.kind ?? "exception"].one}`;
    return {
      tone: "bad",
      title,
      detail: others.length === 0 ? "" : `${countNames(others)} ${others.length === 1 ? "continues" : "continue"}`,
    };
  }
  const harmed = state.scenarios.find((scenario) => isHarmed(scenario, nowMs));
  const fault = harmed?.faults.at(-1)?.fault;
  if (harmed === undefined || fault === undefined) return null;
  return { tone: "bad", title: `${label(harmed)} is ${FAULT_LABELS[fault]}`, detail: "on purpose, by the presenter" };
}

/** A fault was injected lately and still does harm, or did at once all that it does. */
function isHarmed(scenario: ScenarioState, nowMs: number): boolean {
  const last = scenario.faults.at(-1);
  if (last === undefined || isEnded(scenario) || nowMs - last.fromMs >= RECENT_MS) return false;
  return last.toMs === null || !isLastingFault(last.fault);
}

/** Before the gate: those at it wait for what is being restarted. */
function describeRestart(state: RunState): Headline | null {
  const labels = (reason: PauseReason) =>
    state.scenarios.filter(({ pauseReason }) => pauseReason === reason).map(({ id }) => labelScenario(state.spec, id));
  const recovering = labels("recovery");
  if (recovering.length > 0)
    return {
      tone: "wait",
      title: "Recovering",
      detail: `${countNames(recovering)} ${recovering.length === 1 ? "continues" : "continue"} in a moment, completed work is saved`,
    };
  const starting = labels("worker-start");
  if (starting.length === 0) return null;
  return {
    tone: "wait",
    title: "Continuing in a moment",
    detail: `${countNames(starting)} ${starting.length === 1 ? "starts" : "start"} again`,
  };
}

function describeGate(state: RunState, nowMs: number): Headline | null {
  const gate = selectWaitingGate(state);
  if (gate === null || !isMilestone(gate)) return null;
  const where = formatPercent(gate.percent);
  const awaitedIds = selectAwaited(state, gate);
  const awaited = awaitedIds.map((id) => labelScenario(state.spec, id));
  const isPresenters = state.spec.hold === "presenter";
  if (awaited.length > 0 && state.barrier?.gathered === "timeout")
    return {
      tone: "hold",
      title: `${countNames(awaited)} ${awaited.length === 1 ? "is" : "are"} late for ${where}`,
      detail: "it is the presenter’s turn",
    };
  if (awaited.length > 0) {
    const here = countAtGate(state, gate);
    const paused = state.scenarios.filter(
      ({ id, pauseReason }) => awaitedIds.includes(id) && pauseReason === "user-halt",
    );
    const detail =
      paused.length > 0
        ? `${withVerb(
            paused.map(({ id }) => labelScenario(state.spec, id)),
            "is",
            "are",
          )} paused`
        : `${here} of ${state.scenarios.length} ${pluralize(here, { one: "is", many: "are" })} at the ${where} gate${describeWaitLimit(state, nowMs)}`;
    return { tone: "hold", title: `Waiting for ${countNames(awaited)}`, detail };
  }
  const isEveryone = state.scenarios.every(({ status }) => status !== "failed" && status !== "cancelled");
  const title = `${isEveryone ? "Everyone is" : "All others are"} at ${where}`;
  return { tone: "hold", title, detail: isPresenters ? "the presenter will open the gate" : "the gate opens" };
}

function describeWorking(state: RunState): string {
  const labels = (matches: (scenario: ScenarioState) => boolean) =>
    state.scenarios.filter(matches).map(({ id }) => labelScenario(state.spec, id));
  const working = labels(({ status }) => status === "running");
  const paused = labels(({ pauseReason }) => pauseReason === "user-halt");
  const isEveryone = working.length === state.scenarios.length && working.length > NAMES_AT_MOST;
  const who = isEveryone ? `all ${working.length}` : countNames(working);
  const parts = [
    ...(working.length > 0 ? [`${who} ${pluralize(working.length, { one: "is", many: "are" })} working`] : []),
    ...(paused.length > 0
      ? [`${countNames(paused)} ${pluralize(paused.length, { one: "is", many: "are" })} paused`]
      : []),
  ];
  return parts.join("; ");
}

function countNames(names: readonly string[]): string {
  return names.length <= NAMES_AT_MOST ? joinNames(names) : `${names.length} scenarios`;
}

function countComplete({ scenarios, startedAt }: RunState): string {
  if (startedAt === null) return "the run had not started";
  const complete = scenarios.filter(({ status }) => status === "complete").length;
  if (complete === scenarios.length) return "every scenario is done";
  return complete === 0 ? "completed work is saved" : `${complete} of ${scenarios.length} are done`;
}

function firstClause(detail: string): string {
  return detail.split("; ")[0] ?? "";
}
