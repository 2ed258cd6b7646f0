import type { Connection } from "../../lib/client/stream/connection.ts";
import type { LiveView } from "../../lib/client/stream/live-view.ts";
import { computeResults } from "../../lib/core/judgement/compute-results.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { INITIAL_PROGRAMME, type RoomProgramme } from "../../lib/core/stage/programme.ts";
import { buildSampleEnding } from "./sample-results.ts";
import { buildSampleRun } from "./sample-run.ts";
import { buildTroubleRun } from "./trouble-run.ts";

/** Everything that a room's picture can show while a run is prepared, under way or over. */
export const ROOM_STATES = [
  "lobby",
  "preparing",
  "queued",
  "running",
  "begun",
  "waiting",
  "gathered",
  "released",
  "fault",
  "two-faults",
  "hung",
  "failed",
  "blocked",
  "paused",
  "frozen",
  "black",
  "white",
  "offline",
  "reconnecting",
  "refused",
  "held",
  "held-open",
  "spotlight",
  "spotlight-point",
  "caption-written",
  "caption-off",
  "finished",
  "partial",
  "all-failed",
  "capped",
  "free-running",
] as const;
export type RoomStateName = (typeof ROOM_STATES)[number];

export type RoomCast = {
  readonly scenarios?: number;
  /** a title of 80 characters and names of 20 */
  readonly long?: boolean;
  readonly theme?: "dark" | "light";
};

export type RoomExample = { readonly view: LiveView; readonly connection: Connection };

const TITLE_80 = "Classifying support requests by urgency, one skill on three sizes of one archive";
const NAMES_20 = ["quarter of the month", "half of the archives", "everything since May", "a fourth, big sample"];
const WRITTEN =
  "Look at the gap between the lines: the more mails, the lower the quality. Is it the data, or the load?";

/** The run of an example, and its run time. */
type Moment = { readonly state: RunState | null; readonly nowMs: number };

export function buildRoomExample(name: RoomStateName, cast: RoomCast = {}): RoomExample {
  const { scenarios = 3, long = false, theme = "dark" } = cast;
  const { state: told, nowMs } = momentOf(name, scenarios);
  const state = told !== null && long ? withLongNames(told) : told;
  return {
    view: {
      runId: state?.runId ?? null,
      state,
      factSeq: state?.lastSeq ?? 0,
      live: { runAtMs: nowMs, runner: "none" },
      receivedAtMs: 0,
      watching: 212,
      title: long ? TITLE_80 : "Spam filter, one skill at three scales",
      programme: { ...INITIAL_PROGRAMME, theme, ...programmeOf(name, nowMs) },
    },
    connection: CONNECTIONS[name] ?? { kind: "live" },
  };
}

const SINCE_MS = Date.UTC(2025, 5, 1, 14, 3, 9);
const CONNECTIONS: { readonly [name in RoomStateName]?: Connection } = {
  offline: { kind: "stale", sinceMs: SINCE_MS },
  reconnecting: { kind: "reconnecting" },
  refused: { kind: "refused", code: "wrong-code", message: "the code on the screen has changed" },
};

function programmeOf(name: RoomStateName, nowMs: number): Partial<RoomProgramme> {
  const lit = {
    scenarioId: "complex",
    note: "From here on the larger archive loses quality: this is what we talk about.",
  };
  switch (name) {
    case "lobby":
      return { screen: "lobby" };
    case "black":
    case "white":
      return { cover: name };
    case "frozen":
      return { frozen: { seq: 1, runAtMs: nowMs } };
    case "spotlight":
      return { spotlight: { ...lit, point: null } };
    case "spotlight-point":
      return { spotlight: { ...lit, point: { chart: "quality", at: 30 } } };
    case "caption-written":
      return { caption: { kind: "written", text: WRITTEN } };
    case "caption-off":
      return { caption: { kind: "off" } };
    default:
      return {};
  }
}

function momentOf(name: RoomStateName, scenarios: number): Moment {
  const run = buildSampleRun({ scenarios });
  const from = (events: readonly RunEvent[], laterMs = 0): Moment => {
    const state = foldRun(events);
    return { state, nowMs: (state?.atMs ?? 0) + laterMs };
  };
  const at = (untilMs: number): Moment => ({ ...from(run.filter(({ atMs }) => atMs <= untilMs)), nowMs: untilMs });
  const until = (type: RunEvent["type"], percent: number, laterMs: number): Moment =>
    from(
      run.slice(
        0,
        run.findIndex((event) => event.type === type && "percent" in event && event.percent === percent) + 1,
      ),
      laterMs,
    );
  switch (name) {
    case "lobby":
    case "refused":
      return { state: null, nowMs: 0 };
    case "queued":
      return from(run.slice(0, 1));
    case "preparing":
      return from(run.slice(0, 2));
    case "begun":
      return from(run.slice(0, 4), 400);
    case "running":
      return at(2_800);
    case "gathered":
      return until("milestone.gathered", 50, 600);
    case "released":
      return until("milestone.released", 50, 900);
    case "fault":
      return from(buildTroubleRun("retrying"), 1_000);
    case "two-faults":
      return from(buildTroubleRun("heap"), 4_000);
    case "hung":
      return from(buildTroubleRun("stalled"), 12_000);
    case "failed":
      return from(buildTroubleRun("failed"), 2_000);
    case "blocked":
      return from(buildTroubleRun("word"), 3_000);
    case "paused":
      return from(withPause(run.filter(({ atMs }) => atMs <= 30_000)), 4_000);
    case "held":
      return from(withHolds(run, { 30: 82_000, 50: 194_000 }).filter(({ atMs }) => atMs <= 324_000));
    case "held-open":
      return from(withHolds(run, { 30: 45_000 }).slice(0, run.findIndex(isGathered(50)) + 1), 119_000);
    case "finished":
    case "partial":
      return ended(buildSampleEnding(name === "finished" ? "complete" : "partial", scenarios));
    case "all-failed":
      return ended(buildSampleEnding("failed", scenarios));
    case "capped":
      return from(withEnd(buildTroubleRun("capped")));
    case "free-running":
      return from(buildSampleRun({ kind: "free-running", untilMs: 21_000, scenarios }), 300);
    default:
      return at(33_000);
  }
}

const ended = (state: RunState): Moment => ({ state: { ...state, finishedAt: state.at }, nowMs: state.atMs });
const isGathered = (percent: number) => (event: RunEvent) =>
  event.type === "milestone.gathered" && event.percent === percent;

/** The presenter talks at these milestones for so long. */
function withHolds(events: readonly RunEvent[], holdMs: { readonly [percent: number]: number }): RunEvent[] {
  let laterMs = 0;
  return events.map((event) => {
    const { atMs } = event;
    const shifted = { ...event, atMs: atMs + laterMs };
    if (event.type === "milestone.gathered") laterMs += holdMs[event.percent] ?? 0;
    return shifted;
  });
}

function withPause(events: readonly RunEvent[]): RunEvent[] {
  return append(events, ({ scenarios }) =>
    scenarios.map(({ id }) => ({
      type: "scenario.paused",
      scenarioId: id,
      reason: "user-halt",
      percent: null,
      step: null,
    })),
  );
}

function withEnd(events: readonly RunEvent[]): RunEvent[] {
  return append(events, (state) => [
    { type: "run.finished", status: "partial", results: computeResults(state), diagnosis: null },
  ]);
}

type Body<Event = RunEvent> = Event extends RunEvent ? Omit<Event, "atMs" | "at" | "actor" | "seq"> : never;

function append(events: readonly RunEvent[], bodies: (state: RunState) => readonly Body[]): RunEvent[] {
  const state = foldRun(events);
  if (state === null) throw new Error("An example without events");
  const { at, lastSeq } = state;
  const actor = { role: "runner", name: "runner-1" } as const;
  const atMs = state.atMs + 10;
  return [...events, ...bodies(state).map((body, i): RunEvent => ({ ...body, atMs, at, actor, seq: lastSeq + 1 + i }))];
}

export function withLongNames(state: RunState): RunState {
  const label = (index: number) => NAMES_20[index] ?? `archive number ${index} of 6`;
  const scenarios = state.spec.scenarios.map((scenario, i) => ({ ...scenario, label: label(i) }));
  const results =
    state.results === null
      ? null
      : { ...state.results, scenarios: state.results.scenarios.map((each, i) => ({ ...each, label: label(i) })) };
  return { ...state, spec: { ...state.spec, title: TITLE_80, scenarios }, results };
}
