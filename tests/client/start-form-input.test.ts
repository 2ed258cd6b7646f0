import { expect, test } from "vitest";
import { toStartDemoInput } from "../../app/start-form-input.ts";
import { StartDemoInput } from "../../lib/operations/demos/start-demo.ts";

function filled(fields: { readonly [name: string]: string }): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

const FULL = {
  demoId: "demo_1",
  "items.simple": "10",
  sync: "milestone",
  hold: "presenter",
  seed: "7",
  inputId: "",
  retryMode: "presenter",
  retryLimit: "2",
  stallLimitS: "2.5",
  reducedLoad: "no",
  capUnit: "busy-seconds",
  capLimit: "30",
  judge: "off",
};

test("[D4] [D7] [J4] the form's settings become the operation's input", () => {
  const input = toStartDemoInput(filled(FULL));
  expect(input).toMatchObject({
    inputId: null,
    retry: { mode: "presenter", limit: 2 },
    stallLimitMs: 2_500,
    reducedLoad: false,
    costCap: { unit: "busy-seconds", limit: 30 },
    options: { judge: "off" },
  });
  expect(StartDemoInput.parse({ ...input, items: { simple: 1, medium: 2 } })).toMatchObject({ retry: { limit: 2 } });
});

test("a button without fields keeps the demo's settings", () => {
  expect(toStartDemoInput(filled({ demoId: "demo_1" }))).toEqual({ demoId: "demo_1" });
});

test("[B3] [J4] an uploaded file and no cap are passed on; a malformed number is left to the operation", () => {
  const input = toStartDemoInput(
    filled({ ...FULL, inputId: "input_1", capUnit: "none", stallLimitS: "", retryLimit: "x" }),
  );
  expect(input).toMatchObject({ inputId: "input_1", costCap: null, stallLimitMs: "" });
  const refused = StartDemoInput.safeParse({ ...input, items: { simple: 1, medium: 2 } });
  expect(refused.error?.issues.map(({ path }) => path.join("."))).toEqual(["retry.limit", "stallLimitMs"]);
});

test("[G20] the form's length is passed on in seconds; by sizes it is none", () => {
  const lengthOf = (lengthSeconds: string) => toStartDemoInput(filled({ ...FULL, lengthSeconds }))["lengthSeconds"];
  expect([lengthOf("60"), lengthOf(""), lengthOf("soon")]).toEqual([60, null, Number.NaN]);
  expect(toStartDemoInput(filled(FULL))).not.toHaveProperty("lengthSeconds");
});
