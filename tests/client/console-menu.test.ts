import { expect, test } from "vitest";
import { toConsoleMenu } from "../../components/stage/console-menu.ts";
import { selectNextCue } from "../../lib/client/select-next-cue.ts";
import { foldRun } from "../../lib/core/reduce.ts";
import { buildSampleRun } from "../support/sample-run.ts";

function choosable(untilMs: number | undefined): string[] {
  const state = foldRun(buildSampleRun(untilMs === undefined ? {} : { untilMs }));
  if (!state) throw new Error("The sample has no events");
  const cue = selectNextCue(state);
  const rest = { allPaused: false, mayPause: cue.kind !== "ended", notesShown: true, reviewHref: "/runs/run_1" };
  const groups = toConsoleMenu({ cue, ...rest, perform: () => {}, askCancel: () => {} });
  return groups[0]?.commands.filter((command) => command.disabled !== true).map((command) => command.label) ?? [];
}

test("[A8] the command menu offers what would be accepted now, and Enter alone does no harm", () => {
  expect(choosable(35_000)).toEqual(["Pause all", "Release now, without those awaited", "Cancel run…"]);
  expect(choosable(40_300)).toEqual(["Advance to 70 %", "Pause all", "Cancel run…"]);
  expect(choosable(undefined)).toEqual([]);
});
