import { INITIAL_PROGRAMME } from "../../lib/core/stage/programme.ts";
import { describe, expect, test } from "vitest";
import { applyFrame, computeRunNowMs, viewOfJoin, type LiveView } from "../../lib/client/stream/live-view.ts";
import { isFact, type RunEvent, type RunEventOf } from "../../lib/core/run/events.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import type { Frame } from "../../lib/realtime/protocol/protocol.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const events = buildSampleRun();
const facts = events.filter(isFact);
const alive = { runAtMs: 0, runner: "alive" } as const;

function viewAt(seq: number): LiveView {
  const had = events.filter((event) => event.seq <= seq);
  return {
    runId: runIdOf(had),
    state: foldRun(had),
    factSeq: had.filter(isFact).at(-1)?.seq ?? 0,
    live: alive,
    receivedAtMs: 0,
    watching: 1,
    title: null,
    programme: INITIAL_PROGRAMME,
  };
}

function runIdOf(some: readonly RunEvent[]): string {
  return (foldRun(some) as RunState).runId;
}

function frameOf(from: number, to: number, prevFactSeq?: number): Frame {
  const slice = events.filter((event) => event.seq > from && event.seq <= to);
  const sent = slice.filter(isFact);
  const progress = slice.filter(
    (event): event is RunEventOf<"scenario.progressed"> => event.type === "scenario.progressed",
  );
  const before = facts.filter((event) => event.seq <= from).at(-1)?.seq ?? 0;
  return {
    runId: runIdOf(events),
    prevFactSeq: prevFactSeq ?? before,
    factSeq: sent.at(-1)?.seq ?? before,
    facts: sent,
    progress,
    live: alive,
  };
}

describe("folding frames", () => {
  test("[F4] folding frame by frame gives the state of all events, without a resync", () => {
    let view = viewAt(7);
    for (let seq = 7; seq < events.length; seq += 5) {
      const result = applyFrame(view, frameOf(seq, seq + 5), seq);
      expect(result.gap).toBe(false);
      view = result.view;
    }
    expect(view.state).toEqual(foldRun(events));
  });

  test("[F4] a frame after a missed event changes nothing and reports the gap", () => {
    const missed = facts[12]?.seq ?? 0;
    const view = viewAt(missed - 1);
    const result = applyFrame(view, frameOf(missed, missed + 30), 1);
    expect(result.gap).toBe(true);
    expect(result.view.state).toEqual(view.state);
  });

  test("[F4] duplicates count once", () => {
    const view = viewAt(60);
    expect(applyFrame(view, frameOf(20, 60), 1)).toMatchObject({ gap: false, view: { state: view.state } });
  });

  test("[F1] lost progress is no gap: the next one makes up for it", () => {
    const seqs = events.filter((event) => event.type === "scenario.progressed").map((event) => event.seq);
    const last = seqs[3] ?? 0;
    const view = applyFrame(viewAt(7), { ...frameOf(7, last), progress: frameOf(last - 1, last).progress }, 1);
    expect(view.gap).toBe(false);
    expect(view.view.state?.lastSeq).toBe(last);
  });

  test("frames of another run are ignored", () => {
    const view = viewAt(20);
    expect(applyFrame(view, { ...frameOf(20, 40), runId: "run_other" }, 1).view).toBe(view);
  });
});

describe("joining", () => {
  const reply = (seq: number) => ({
    ok: true as const,
    runId: runIdOf(events),
    state: viewAt(seq).state,
    factSeq: viewAt(seq).factSeq,
    live: alive,
    watching: 9,
    title: null,
    programme: INITIAL_PROGRAMME,
  });

  test("[F4] a reply older than the page's state changes only the viewer count", () => {
    const view = viewOfJoin(reply(30), 5, viewAt(60));
    expect(view).toMatchObject({ watching: 9, factSeq: viewAt(60).factSeq });
    expect(view.state).toEqual(viewAt(60).state);
  });

  test("another run replaces the state, however recent the old one is", () => {
    const view = viewOfJoin({ ...reply(30), runId: "run_other" }, 5, viewAt(60));
    expect(view.state).toEqual(viewAt(30).state);
  });
});

describe("the run clock on a page", () => {
  const view = { ...viewAt(60), live: { runAtMs: 50_000, runner: "alive" as const }, receivedAtMs: 100 };

  test("advances while a runner is alive", () => {
    expect(computeRunNowMs(view, 1_100, true)).toBe(51_000);
  });

  test("stops without a connection, without a runner and after the end", () => {
    const ended = { ...view, state: foldRun(events) };
    expect(computeRunNowMs(view, 1_100, false)).toBe(50_000);
    expect(computeRunNowMs({ ...view, live: { runAtMs: 50_000, runner: "lost" } }, 1_100, true)).toBe(50_000);
    expect(computeRunNowMs(ended, 1_100, true)).toBe(ended.state?.atMs);
  });
});
