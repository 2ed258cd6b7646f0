import { expect, test } from "vitest";
import { readImports, readLocalImports } from "./source-files.ts";

const SENDING = /^lib\/telemetry\/(follow|trace|otlp|langfuse)\//;
const PACKAGES = /^@(opentelemetry|langfuse)\//;

/** All files that a program may load, whenever that is. */
function reachableFrom(entries: readonly string[]): ReadonlySet<string> {
  const found = new Set(entries);
  for (const file of found) for (const { target, typeOnly } of readLocalImports(file)) if (!typeOnly) found.add(target);
  return found;
}

test("[F5] without telemetry nothing of it is loaded: only its own program can", () => {
  const others = reachableFrom(["server.ts", "bin/start.ts", "bin/runner.ts", "bin/triptych.ts"]);
  expect([...others].filter((file) => SENDING.test(file))).toEqual([]);
  const packages = [...others].flatMap((file) => readImports(file).filter(({ typeOnly }) => !typeOnly));
  expect(packages.map(({ specifier }) => specifier).filter((specifier) => PACKAGES.test(specifier))).toEqual([]);
  // what is looked for can be found
  const own = [...reachableFrom(["bin/telemetry.ts"])];
  expect(own.filter((file) => SENDING.test(file))).not.toEqual([]);
});

test("[F5] ids of traces need neither a package nor code that sends: the runner hands them to skills", () => {
  const own = readImports("lib/trace-ids.ts").filter(({ typeOnly }) => !typeOnly);
  expect(own.map(({ specifier }) => specifier)).toEqual(["node:crypto"]);
  expect([...reachableFrom(["bin/runner.ts"])]).toContain("lib/trace-ids.ts");
});
