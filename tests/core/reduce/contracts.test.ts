import { expect, test } from "vitest";
import { isFact } from "../../../lib/core/run/events.ts";
import { err, ok } from "../../../lib/core/kit/result.ts";

test("[F1] progress is state sent as an event, everything else is a fact", () => {
  expect(isFact({ type: "scenario.progressed" })).toBe(false);
  expect(isFact({ type: "scenario.completed" })).toBe(true);
});

test("[A12] an expected outcome states its kind", () => {
  expect(ok(7)).toEqual({ ok: true, value: 7 });
  expect(err({ code: "not-found" })).toEqual({ ok: false, error: { code: "not-found" } });
});
