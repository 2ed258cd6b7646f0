import { expect, test } from "vitest";
import type { RoomLane, RoomSpan } from "../../../lib/view/room/lanes.ts";
import { findNamedSpans } from "../../../lib/view/room/named-spans.ts";
import { selectRoomTimeline } from "../../../lib/view/room/lanes.ts";
import { foldRun } from "../../../lib/core/reduce/reduce.ts";
import { buildTroubleRun } from "../../support/trouble-run.ts";

const SIZE = { plot: 100, font: 2.5 };
const lanes = (...spans: RoomSpan[][]) => spans.map((each) => ({ spans: each }) as unknown as RoomLane);

test("[G13] of each kind the widest stretch has its word, and only where the word fits", () => {
  const hold = { kind: "hold", from: 0.1, to: 0.3 } as const;
  const wider = { kind: "hold", from: 0.4, to: 0.8 } as const;
  const narrow = { kind: "pause", from: 0.8, to: 0.82 } as const;
  const stall = { kind: "stall", from: 0.2, to: 0.6 } as const;
  const work = { kind: "work", from: 0, to: 1 } as const;
  expect(findNamedSpans({ lanes: lanes([work, hold], [wider, narrow], [stall]), blocks: [] }, SIZE)).toEqual(
    new Set([wider, stall]),
  );
});

test("[G13] a long hold's block has words of its own", () => {
  const wider = { kind: "hold", from: 0.4, to: 0.8 } as const;
  const blocks = [{ from: 0.5, to: 0.6, clock: "1:59" }];
  expect(findNamedSpans({ lanes: lanes([wider]), blocks }, SIZE)).toEqual(new Set());
});

test("[F8] a hanging scenario's bar ends where its work did: the rest is no work", () => {
  const state = foldRun(buildTroubleRun("stalled"));
  if (state === null) throw new Error("no events");
  const { lanes, now } = selectRoomTimeline(state, state.atMs + 10_000);
  const stuck = lanes.find(({ spans }) => spans.at(-1)?.kind === "stall");
  const last = stuck?.spans.at(-1);
  expect(stuck?.label).toBe("complex");
  expect(last?.to).toBeCloseTo(now?.x ?? 0, 3);
  expect(last?.from).toBe(stuck?.spans.at(-2)?.to);
  expect(last?.from).toBeLessThan((now?.x ?? 0) * 0.6);
});
