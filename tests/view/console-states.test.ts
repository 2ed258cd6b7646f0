import { describe, expect, test } from "vitest";
import { selectConsoleOff } from "../../lib/client/stage/console-off.ts";
import type { Connection } from "../../lib/client/stream/connection.ts";
import { INITIAL_PROGRAMME, type Programme } from "../../lib/core/stage/programme.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { mayControl, mayDirect, selectDriving } from "../../lib/view/console/driving.ts";
import { selectLogLines } from "../../lib/view/console/log.ts";
import { findNearestPoint } from "../../lib/view/console/nearest-point.ts";
import { selectNextCue, selectRoomCue } from "../../lib/view/console/next-cue.ts";
import { selectNotices } from "../../lib/view/console/notices.ts";
import { describeRoom } from "../../lib/view/console/room-state.ts";
import { selectScenarioSummaries, selectStepper } from "../../lib/view/console/scenario-summary.ts";
import { selectRoomTimeline } from "../../lib/view/room/lanes.ts";
import { selectCountdownMs } from "../../lib/view/console/countdown.ts";
import { BenchRun } from "../core/support/bench-run.ts";
import { runSpec, scenarioSpec } from "../core/support/specs.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const LAPTOP = { id: "laptop", name: "Chrome on Mac", left: false };
const programme = (more: Partial<Programme> = {}): Programme => ({
  ...INITIAL_PROGRAMME,
  runId: "run_1",
  driver: LAPTOP,
  ...more,
});

function sample(untilMs: number): RunState {
  const state = foldRun(buildSampleRun({ untilMs }));
  if (state === null) throw new Error("The sample has no events");
  return state;
}

describe("who drives, as a console sees it", () => {
  test("[G4] one drives, another only watches, and of a driver that has left everybody knows", () => {
    expect(selectDriving(programme(), "run_1", "laptop")).toEqual({ kind: "mine", asking: null });
    const other = selectDriving(programme(), "run_1", "phone");
    expect(other).toEqual({ kind: "other", name: "Chrome on Mac", asked: false });
    expect([mayControl(other), mayDirect(other)]).toEqual([false, false]);
    const left = programme({ driver: { ...LAPTOP, left: true } });
    expect(selectDriving(left, "run_1", "phone")).toEqual({ kind: "nobody", left: "Chrome on Mac" });
  });

  test("[G4] a console of a run that left the stage learns where the stage is, and controls its own run alone", () => {
    const away = selectDriving(programme({ runId: "run_2" }), "run_1", "laptop");
    expect(away).toEqual({ kind: "elsewhere", runId: "run_2" });
    expect([mayControl(away), mayDirect(away)]).toEqual([true, false]);
  });

  test("[G4] a console that does not drive, or is offline, is off with the reason", () => {
    const live: Connection = { kind: "live" };
    expect(selectConsoleOff(live, { kind: "mine", asking: null })).toBeNull();
    expect(selectConsoleOff(live, { kind: "other", name: "Chrome on Mac", asked: false })?.note).toBe(
      "Chrome on Mac drives",
    );
    const offline: Connection = { kind: "offline", sinceMs: 1 };
    expect(selectConsoleOff(offline, { kind: "mine", asking: null })?.note).toMatch(/^offline/);
  });
});

describe("paused is paused", () => {
  const scenarios = [scenarioSpec("small", 10, { batchSize: 5 }), scenarioSpec("large", 20, { batchSize: 5 })];
  const pausedRun = () => {
    const run = new BenchRun(runSpec({ scenarios, milestones: [50], hold: "presenter" })).start();
    run.runOn("small").runOn("large");
    expect(selectNextCue(run.state).kind).toBe("ready");
    run.command({ type: "pause" });
    return run;
  };

  test("[A9] the banner, the stepper and Advance say it, and Advance is not offered", () => {
    const { state } = pausedRun();
    expect(selectNotices(state)[0]).toMatchObject({ key: "pause", title: "Paused", tone: "hold" });
    expect(selectStepper(state).find(({ mark }) => mark === "current")?.caption).toBe("paused");
    const cue = selectNextCue(state);
    expect(cue).toMatchObject({ kind: "waiting", canForce: false, note: "paused: resume first, then advance" });
  });

  test("[A9] pause and resume are in the log, once each", () => {
    const run = pausedRun();
    run.command({ type: "resume" });
    run.command({ type: "pause", scenarioId: "small" });
    const texts = selectLogLines(run.state, 80).map(({ text }) => text);
    expect(texts.filter((text) => /paused|resumed/.test(text)).toSorted()).toEqual([
      "all paused by presenter",
      "all resumed by presenter",
      "small paused by presenter",
    ]);
  });
});

test("[F6] what all scenarios log in the same words is one line with their names", () => {
  const state = sample(35_000);
  const line = { seq: 900, atMs: 1_000, level: "info" as const, text: "recorded answers are compared" };
  const logged = {
    ...state,
    scenarios: state.scenarios.map((each, i) => ({ ...each, log: [{ ...line, seq: 900 + i }] })),
  };
  const lines = selectLogLines(logged, 80).filter(({ text }) => text.includes("recorded answers"));
  expect(lines.map(({ text }) => text)).toEqual(["simple, medium and complex: recorded answers are compared"]);
});

describe("what the room sees, in words", () => {
  const seen = (more: Partial<Programme>, isConnected = true) =>
    describeRoom({ programme: programme(more), state: sample(35_000), pages: 0, isOnStage: true, isConnected });

  test("[G5] the cover comes first, then the screen, then the freeze", () => {
    const frozen = { seq: 8, runAtMs: 65_000 };
    expect([seen({}), seen({ frozen }), seen({ frozen, cover: "black" }), seen({ screen: "lobby" })]).toEqual([
      "live",
      "frozen since 1:05",
      "black",
      "the join code",
    ]);
    expect(seen({ cover: "black" }, false)).toBe("unknown: not connected");
  });

  test("[G5] Advance is not offered in a black room, and brings the run back from the join code", () => {
    const cue = selectNextCue(sample(40_300));
    expect(cue.kind).toBe("ready");
    expect(selectRoomCue(cue, { cover: "black", screen: "run" }, true)).toMatchObject({ kind: "waiting" });
    expect(selectRoomCue(cue, { cover: null, screen: "lobby" }, true)).toMatchObject({ kind: "lobby" });
    expect(selectRoomCue(cue, { cover: null, screen: "run" }, true)).toBe(cue);
  });
});

test("[G15] a click in the quality chart picks the nearest point, and nothing far from every line", () => {
  const points = [
    { percent: 10, quality: 0.9 },
    { percent: 50, quality: 0.95 },
  ];
  const series = [{ id: "a", index: 0, label: "a", target: 0.9, points }];
  const model = { series, milestones: [], domain: [0.8, 1] as const, ticks: [] };
  expect(findNearestPoint(model, { x: 0.48, y: 0.27 })).toEqual({ scenarioId: "a", percent: 50 });
  expect(findNearestPoint(model, { x: 0.9, y: 0.9 })).toBeNull();
});

test("[G20] the countdown counts the planned work, without holds", () => {
  const state = sample(35_000);
  expect(selectCountdownMs(state)).toBeNull();
  const likelySeconds = 60;
  const total = { likelySeconds } as NonNullable<RunState["spec"]["estimate"]>["total"];
  const estimate = { total } as NonNullable<RunState["spec"]["estimate"]>;
  const planned = { ...state, spec: { ...state.spec, estimate } };
  const longest = Math.max(...state.scenarios.map(({ totals }) => totals.elapsedMs));
  expect(selectCountdownMs(planned)).toBe(60_000 - longest);
});

test("[G20] until the sizes are fitted the console says so, and shows none that will change", () => {
  const events = buildSampleRun();
  const preparing = events
    .slice(0, events.findIndex(({ type }) => type === "run.preparing") + 1)
    .map((event) => (event.type === "run.queued" ? { ...event, spec: { ...event.spec, lengthSeconds: 60 } } : event));
  const last = preparing.at(-1);
  if (last === undefined) throw new Error("The sample has no events");
  const fitted: RunEvent = {
    ...last,
    seq: preparing.length + 1,
    type: "run.sizes-fitted",
    lengthSeconds: 60,
    scenarios: [
      { scenarioId: "simple", items: 200, plannedItems: 300, msPerItem: 31 },
      { scenarioId: "medium", items: 600, plannedItems: 900, msPerItem: 31 },
      { scenarioId: "complex", items: 1_600, plannedItems: 2_400, msPerItem: 31 },
    ],
    failure: null,
  };
  const look = (facts: readonly RunEvent[]) => {
    const state = foldRun(facts);
    if (state === null) throw new Error("no events");
    const sizes = selectRoomTimeline(state, 0).lanes.map(({ size }) => size.replaceAll("\u00A0", " "));
    return [selectNextCue(state).note, selectScenarioSummaries(state).map(({ isToBeFitted }) => isToBeFitted), sizes];
  };
  const unknown = "size being fitted";
  expect(look(preparing)).toEqual([
    "fitting the sizes to this machine",
    [true, true, true],
    [unknown, unknown, unknown],
  ]);
  expect(look([...preparing, fitted])).toEqual([
    "getting ready",
    [false, false, false],
    ["200 mails", "600 mails", "1,600 mails"],
  ]);
});
