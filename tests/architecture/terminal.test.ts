import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { listSourceFiles } from "./source-files.ts";

/** Where text may reach a terminal or a log: both escape control characters first. */
const OUTLETS = ["lib/cli/terminal.ts", "lib/telemetry/logger.ts"];
/** Programs whose output is read by ours, and one that only developers run. */
const PIPED = ["lib/isolation/inside/", "lib/skills/bundled/performance-testing/service.ts", "bin/bench-"];
const PRINTS = /\bconsole\.\w+\(|process\.std(?:out|err)\.write|\bpino\.destination|from "log-update"/;

test("[N1] all programs print through one terminal and one logger, which escape control characters", () => {
  const programs = listSourceFiles().filter((path) => /^(?:lib|bin|app|components)\/|^server\.ts$/.test(path));
  const printing = programs.filter((path) => PRINTS.test(readFileSync(path, "utf8")));
  expect(printing.filter((path) => !PIPED.some((piped) => path.startsWith(piped))).toSorted()).toEqual(OUTLETS);
  for (const path of OUTLETS) expect(readFileSync(path, "utf8")).toContain("escapeControls(");
});
