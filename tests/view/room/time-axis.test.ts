import fc from "fast-check";
import { expect, test } from "vitest";
import { createRoomAxis } from "../../../lib/view/room/time-axis.ts";
import type { TimelineRow, TimelineSpan } from "../../../lib/view/timeline/timeline.ts";

type Stretch = readonly [kind: TimelineSpan["kind"], ms: number];

function rowOf(index: number, stretches: readonly Stretch[], over: boolean): TimelineRow {
  let atMs = 0;
  const spans = stretches.map(([kind, ms], i) => {
    const span = { kind, fromMs: atMs, toMs: atMs + ms, open: !over && i === stretches.length - 1 };
    atMs += ms;
    return span;
  });
  const end = over ? ({ atMs, kind: "complete" } as const) : null;
  return { id: `s${index}`, index, label: `s${index}`, spans, ticks: [], faults: [], marks: [], end, projection: null };
}

/** Work and waits of all scenarios, in turn. */
function modelOf(stretches: readonly Stretch[], ended = false) {
  const nowMs = stretches.reduce((sum, [, ms]) => sum + ms, 0);
  return { rows: [0, 1, 2].map((index) => rowOf(index, stretches, ended)), nowMs, ended };
}

test("[F2] without long holds the axis is to scale and ends 8 % behind the later of now and the forecast", () => {
  const model = modelOf([
    ["running", 20_000],
    ["presenter-hold", 9_000],
    ["running", 11_000],
  ]);
  const axis = createRoomAxis(model, 100_000);
  expect(axis.blocks).toEqual([]);
  expect(axis.endMs).toBe(110_000);
  expect(axis.x(55_000)).toBeCloseTo(0.5);
  expect(createRoomAxis(model, 0).endMs).toBe(44_000);
});

test("[F2] a hold of two minutes is a block of fixed width, and neither grows nor squeezes the work while it lasts", () => {
  const at = (heldMs: number) =>
    createRoomAxis(
      modelOf([
        ["running", 30_000],
        ["presenter-hold", heldMs],
      ]),
      0,
    );
  const [short, long] = [at(15_000), at(119_000)];
  expect(long.blocks).toEqual([
    { fromMs: 30_000, toMs: 149_000, open: true, from: short.x(30_000), to: expect.any(Number) },
  ]);
  expect(long.x(30_000)).toBeCloseTo(short.x(30_000));
  expect(long.x(149_000) - long.x(30_000)).toBeCloseTo(0.09);
});

test("[F2] a wait in which another scenario works is no hold of the room", () => {
  const rows = [
    rowOf(
      0,
      [
        ["running", 10_000],
        ["sync-point", 50_000],
      ],
      false,
    ),
    rowOf(1, [["running", 60_000]], false),
  ];
  expect(createRoomAxis({ rows, nowMs: 60_000, ended: false }, 0).blocks).toEqual([]);
});

test("[F2] whatever is held, time runs to the right, within the picture, and the work keeps 60 % of the width", () => {
  const kind = fc.constantFrom("running" as const, "presenter-hold" as const, "user-halt" as const);
  const stretch = fc.tuple(kind, fc.integer({ min: 200, max: 300_000 }));
  fc.assert(
    fc.property(
      fc.array(stretch, { minLength: 1, maxLength: 14 }),
      fc.nat(600_000),
      fc.boolean(),
      (list, ahead, over) => {
        const model = modelOf([["running", 1_000], ...list], over);
        const axis = createRoomAxis(model, over ? 0 : ahead);
        const times = Array.from({ length: 60 }, (_, i) => (axis.endMs * i) / 59);
        const places = times.map(axis.x);
        expect(places[0]).toBe(0);
        expect(places.at(-1)).toBeCloseTo(1);
        places.reduce((before, place) => (expect(place).toBeGreaterThanOrEqual(before), place));
        expect(axis.blocks.reduce((sum, { from, to }) => sum + to - from, 0)).toBeLessThanOrEqual(0.4 + 1e-9);
        expect(axis.x(model.nowMs)).toBeLessThanOrEqual(1);
        axis.ticks.reduce((before, tick) => (expect(tick.x - before.x).toBeGreaterThanOrEqual(1 / 15 - 1e-9), tick));
      },
    ),
    { seed: 17, numRuns: 300 },
  );
});
