import { expect, test } from "vitest";
import { z } from "zod";
import { toStartDemoInput } from "../../app/start-form-input.ts";
import { StartDemoInput } from "../../lib/operations/demos/start-demo.ts";
import { toOptionsSchema } from "../../lib/skills/definition/options.ts";
import { skillRegistry } from "../../lib/skills/registry.ts";
import { nameOfVariant, nameOptionField, toOptionFields } from "../../lib/view/variants/option-fields.ts";

test("[A14] a skill's options become fields: choices, numbers, texts and switches", () => {
  const schema = z.toJSONSchema(
    z.strictObject({
      model: z.enum(["small", "large"]).default("small").describe("which model answers"),
      temperature: z.number().min(0).max(2).default(0),
      neighbours: z.number().int().min(1).default(15),
      prompt_text: z.string().optional(),
      cache: z.boolean().default(true),
      target: z.url().nullable().default(null),
      nested: z.object({ a: z.number() }).optional(),
    }),
    { io: "input" },
  );
  expect(toOptionFields(schema, ["target"])).toMatchObject([
    { name: "model", kind: "choice", choices: ["small", "large"], usual: "small", hint: "which model answers" },
    { name: "temperature", kind: "number", isWhole: false, min: 0, max: 2, usual: "0" },
    { name: "neighbours", label: "Neighbours", kind: "number", isWhole: true, min: 1 },
    { name: "prompt_text", label: "Prompt text", kind: "text", usual: "" },
    { name: "cache", kind: "switch", usual: "true" },
  ]);
  expect(toOptionFields(schema).find(({ name }) => name === "target")).toMatchObject({ kind: "text" });
});

test("[A14] [M3] the options that a skill folder declares become fields too", () => {
  const options = toOptionsSchema({
    model: { type: "string", enum: ["small", "large"], default: "small", description: "which model answers" },
    temperature: { type: "number", minimum: 0, maximum: 2, default: 0 },
    tries: { type: "integer", minimum: 1, default: 1 },
    prompt: { type: "string", default: "Is it spam?" },
    cache: { type: "boolean", default: false },
  });
  expect(toOptionFields(z.toJSONSchema(options, { io: "input", unrepresentable: "any" }))).toMatchObject([
    { name: "model", kind: "choice", choices: ["small", "large"], usual: "small", hint: "which model answers" },
    { name: "temperature", kind: "number", isWhole: false, min: 0, max: 2, usual: "0" },
    { name: "tries", kind: "number", isWhole: true, min: 1 },
    { name: "prompt", kind: "text", usual: "Is it spam?" },
    { name: "cache", kind: "switch", usual: "false" },
  ]);
});

test("[A14] the fields of every bundled skill can be read", () => {
  for (const { manifest } of skillRegistry.values()) {
    const schema = z.toJSONSchema(manifest.options, { io: "input", unrepresentable: "any" });
    expect(() => toOptionFields(schema)).not.toThrow();
  }
  expect(toOptionFields(null)).toEqual([]);
});

test("[A14] the form's variants become the operation's input; an empty option is left out", () => {
  const form = new FormData();
  const neighbours = { kind: "number", name: "neighbours" } as const;
  for (const [name, value] of [
    ["demoId", "demo_1"],
    ["compare", "variants"],
    ["items.each", "300"],
    [nameOfVariant(1), "careful"],
    [nameOptionField(1, neighbours), ""],
    [nameOfVariant(0), "fast"],
    [nameOptionField(0, neighbours), "1"],
    [nameOptionField(0, { kind: "switch", name: "cache" }), "false"],
    [nameOptionField(0, { kind: "text", name: "prompt" }), "7"],
  ] as const)
    form.append(name, value);
  const input = toStartDemoInput(form);
  expect(input).toMatchObject({
    items: 300,
    variants: [
      { name: "fast", options: { neighbours: 1, cache: false, prompt: "7" } },
      { name: "careful", options: {} },
    ],
  });
  expect(StartDemoInput.safeParse(input).success).toBe(true);
});

test("[A14] a form that compares sizes has no variants", () => {
  const form = new FormData();
  for (const [name, value] of [
    ["demoId", "demo_1"],
    ["compare", "sizes"],
    ["items.simple", "10"],
  ] as const)
    form.append(name, value);
  expect(toStartDemoInput(form)).toEqual({ demoId: "demo_1", items: { simple: 10 } });
});
