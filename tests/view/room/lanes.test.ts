import { expect, test } from "vitest";
import { selectRoomTimeline } from "../../../lib/view/room/lanes.ts";
import { buildRoomExample, type RoomStateName } from "../../support/room-states.ts";

function timelineOf(name: RoomStateName, laterMs = 0) {
  const { view } = buildRoomExample(name);
  if (view.state === null) throw new Error(`${name} has no run`);
  return selectRoomTimeline(view.state, view.live.runAtMs + laterMs);
}

test("[F2] who has waited at a gate is not overdue when it opens; who stays silent after it is", () => {
  expect(timelineOf("released").lanes.map(({ word }) => word)).toEqual([null, null, null]);
  const words = timelineOf("released", 60_000).lanes.map(({ word }) => word?.text);
  expect(words).toEqual(["overdue by 61 s", "overdue by 61 s", "overdue by 61 s"]);
});

test("[F8] a scenario that hangs says for how long, and has no forecast any more", () => {
  const [, , complex] = timelineOf("hung").lanes;
  expect(complex?.word).toEqual({ text: expect.stringMatching(/^hangs, \d+ s$/), tone: "bad" });
  expect(complex?.forecast).toBeNull();
});

test("[F2] holds of minutes are blocks with their length, and the work keeps most of the axis", () => {
  const { blocks } = timelineOf("held");
  expect(blocks.map(({ clock }) => clock)).toEqual(["1:23", "3:15"]);
  expect(blocks.reduce((sum, { from, to }) => sum + to - from, 0)).toBeLessThanOrEqual(0.4);
});

test("[F2] a forecast far beyond the axis is not drawn as an end at its edge", () => {
  const { view } = buildRoomExample("begun");
  if (view.state === null) throw new Error("no run");
  const { lanes, ticks } = selectRoomTimeline(view.state, view.live.runAtMs);
  expect(ticks.length).toBeGreaterThan(1);
  for (const { forecast } of lanes) expect(forecast === null || forecast.x < 1).toBe(true);
});
