import { expect, test } from "vitest";
import { toOwnPath } from "../../lib/client/hooks/own-path.ts";
import { toStartDemoInput } from "../../app/start-form-input.ts";

test.each([
  ["/runs/run_1/present?x=1", "/runs/run_1/present?x=1"],
  ["https://evil.example/", "/"],
  ["//evil.example/a", "/"],
  ["/\\evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["", "/"],
])("[O3] after the door %j leads to %j", (asked, path) => {
  expect(toOwnPath(asked)).toBe(path);
});

test("the start form's words become an input for the operation, an odd number stays odd", () => {
  const form = new FormData();
  for (const [name, value] of [
    ["demoId", "demo_x"],
    ["items.simple", "40"],
    ["items.complex", "many"],
    ["sync", "free-running"],
    ["hold", "presenter"],
    ["seed", "9"],
  ] as const)
    form.set(name, value);
  expect(toStartDemoInput(form)).toEqual({
    demoId: "demo_x",
    sync: "free-running",
    hold: "none",
    seed: 9,
    items: { simple: 40, complex: Number.NaN },
  });
});
