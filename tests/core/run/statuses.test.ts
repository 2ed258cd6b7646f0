import { expect, test } from "vitest";
import { canTransition, isEnded, requireTransition, type ScenarioStatus } from "../../../lib/core/run/statuses.ts";

const ALL: ScenarioStatus[] = ["pending", "running", "paused", "complete", "failed", "cancelled"];

test("[A12] the complete table of transitions", () => {
  const table = Object.fromEntries(ALL.map((from) => [from, ALL.filter((to) => canTransition(from, to))]));
  expect(table).toEqual({
    pending: ["running", "failed", "cancelled"],
    running: ["paused", "complete", "failed", "cancelled"],
    paused: ["running", "paused", "complete", "failed", "cancelled"],
    complete: [],
    failed: ["pending"],
    cancelled: [],
  });
});

test("[A12] an illegal transition is reported with its event, scenario and statuses", () => {
  expect(() => requireTransition({ id: "medium", status: "complete" }, "running", 41)).toThrow(
    "Event 41: scenario medium cannot go from complete to running",
  );
  expect(() => requireTransition({ id: "medium", status: "running" }, "paused", 41)).not.toThrow();
});

test("[A7] ended means complete, failed or cancelled", () => {
  expect(ALL.filter((status) => isEnded({ status }))).toEqual(["complete", "failed", "cancelled"]);
});
