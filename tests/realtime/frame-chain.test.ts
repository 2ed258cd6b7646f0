import { INITIAL_PROGRAMME } from "../../lib/core/stage/programme.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyFrame, type LiveView } from "../../lib/client/stream/live-view.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import type { RunState } from "../../lib/core/run/state.ts";
import { toAudienceEvent } from "../../lib/realtime/audience/view.ts";
import { FrameChain } from "../../lib/realtime/follow/frame-chain.ts";
import { buildSampleRun } from "../support/sample-run.ts";
import { logged } from "../support/spec.ts";

const events = buildSampleRun({ kind: "failing" });
const live = { runAtMs: 0, runner: "alive" } as const;
const START = 6;

function open(state: RunState): LiveView {
  return {
    runId: state.runId,
    state,
    factSeq: state.lastSeq,
    live,
    receivedAtMs: 0,
    watching: 0,
    title: null,
    programme: INITIAL_PROGRAMME,
  };
}

/** The part of the state that must be equal despite coalesced or lost frames; the trend may have fewer points. */
function toComparable(state: RunState | null | undefined) {
  return {
    ...state,
    at: "",
    scenarios: state?.scenarios.map(({ points: _, memoryMb: __, peakMemoryMb: ___, log: ____, ...rest }) => rest),
    commands: [],
  };
}

const cut = fc.record({ size: fc.integer({ min: 1, max: 40 }), lost: fc.boolean(), evenFacts: fc.boolean() });
const LOST_BEFORE_AN_ENDING = [34, 7, 31, 28, 23, 36].map((size, index) => ({
  size,
  lost: index < 5,
  evenFacts: index !== 1 && index < 5,
}));
const views = [(event: (typeof events)[number]) => event, toAudienceEvent] as const;

test.each([
  ["presenter", 0],
  ["audience", 1],
] as const)(
  "[F4] %s: after any coalescing and loss of frames, one resync restores the state of the log",
  (_, which) => {
    const view = views[which] ?? toAudienceEvent;
    const seen = (upTo: number) => foldRun(events.slice(0, upTo).flatMap((event) => view(event) ?? [])) as RunState;
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 60 }), (cuts) => {
        const chain = new FrameChain(seen(START).runId, START, view);
        let page = open(seen(START));
        let sent = START;
        for (const { size, lost, evenFacts } of cuts) {
          chain.push(events.slice(sent, sent + size));
          sent = Math.min(events.length, sent + size);
          const frame = chain.take(live);
          if (frame === null) continue;
          const isVolatile = frame.facts.length === 0;
          if (lost && (isVolatile || evenFacts)) continue;
          const applied = applyFrame(page, frame, 0);
          page = applied.view;
          if (!applied.gap) continue;
          const missing = chain.replay(page.factSeq, live);
          if (missing === null) throw new Error("a page that joined must be able to resync");
          page = applyFrame(page, missing, 0).view;
        }
        const last = chain.replay(page.factSeq, live);
        page = last === null ? page : applyFrame(page, last, 0).view;
        const truth = seen(sent);
        const { lastSeq: _a, atMs: _b, ...viewed } = toComparable(page.state);
        const { lastSeq: _c, atMs: _d, ...stored } = toComparable(truth);
        expect(viewed).toEqual(stored);
      }),
      // the example loses the frames before a scenario's ending
      { numRuns: 200, examples: [[LOST_BEFORE_AN_ENDING]] },
    );
  },
);

test("[F4] frames with progress only are no gap for a page that has all facts", () => {
  const chain = new FrameChain("run", START, (event) => event);
  const progress = events.filter(({ type }) => type === "scenario.progressed").slice(0, 2);
  chain.push(progress.slice(0, 1));
  const first = chain.take(live);
  chain.push(progress.slice(1, 2));
  const second = chain.take(live);
  expect([first?.prevFactSeq, first?.factSeq, second?.prevFactSeq, second?.factSeq]).toEqual([
    START,
    START,
    START,
    START,
  ]);
  expect(second?.progress.length).toBe(2);
});

test("[F4] a burst larger than a state is not sent: it is a gap, for which a page joins again", () => {
  const chain = new FrameChain("run", 0, (event) => event);
  const line = (seq: number) => ({ ...logged("x".repeat(1_000)), seq });
  chain.push(Array.from({ length: 100 }, (_, i) => line(i + 1)));
  expect(chain.take(live)).toEqual({ runId: "run", prevFactSeq: 100, factSeq: 100, facts: [], progress: [], live });
  expect(chain.replay(0, live)).toBeNull();
  chain.push([line(101)]);
  expect(chain.take(live)).toMatchObject({ prevFactSeq: 100, factSeq: 101, facts: [{ seq: 101 }] });
  expect(chain.replay(95, live)?.facts.map(({ seq }) => seq)).toEqual([96, 97, 98, 99, 100, 101]);
  expect(chain.replay(10, live)).toBeNull();
});
