import { Command } from "commander";
import { expect, test } from "vitest";
import { collectVariant } from "../../lib/cli/flag-values.ts";
import { addRunFlags, toStartInput, type RunFlags } from "../../lib/cli/run-flags.ts";
import { StartRunInput } from "../../lib/operations/runs/start-run-input.ts";

function parse(...args: string[]): object {
  const command = addRunFlags(new Command().exitOverride()).parse(args, { from: "user" });
  return toStartInput("text-classification", command.opts<RunFlags>(), undefined);
}

test("[A14] [N1] --variant is repeated, with several options by comma, and --items is one number", () => {
  const input = parse(
    "--variant",
    "fast=model:small",
    "--variant",
    "careful=model:large,temperature:0",
    "--items",
    "300",
  );
  expect(input).toMatchObject({
    items: 300,
    variants: [
      { name: "fast", options: { model: "small" } },
      { name: "careful", options: { model: "large", temperature: 0 } },
    ],
  });
  expect(StartRunInput.safeParse(input).success).toBe(true);
});

test.each([
  ["plain", { name: "plain", options: {} }],
  ["plain=", { name: "plain", options: {} }],
  ["a=url:http://127.0.0.1:80/x", { name: "a", options: { url: "http://127.0.0.1:80/x" } }],
  ["a=prompt:Answer yes, no or maybe,top:3", { name: "a", options: { prompt: "Answer yes, no or maybe", top: 3 } }],
  ["a=cache:true,target:null", { name: "a", options: { cache: true, target: null } }],
])("[A14] [N1] --variant %s", (text, variant) => {
  expect(collectVariant(text, undefined)).toEqual([variant]);
});

test.each([
  ["=model:small", /name=option:value/],
  ["fast=small", /name=option:value/],
  ["fast=:small", /name=option:value/],
  ["fast=model:a,model:b", /fast has model twice/],
])("[A14] [N1] --variant %s is refused with how to write it", (text, message) => {
  expect(() => collectVariant(text, undefined)).toThrow(message);
});

test("[A14] [N1] without variants --items stays a list", () => {
  expect(parse("--items", "100,300")).toMatchObject({ items: [100, 300] });
  expect(parse("--items", "100,300")).not.toHaveProperty("variants");
});
