import { expect, test } from "vitest";
import { toConsoleMenu } from "../../components/console/console-menu.ts";
import { selectAttentions, type AttentionAction } from "../../lib/view/console/attention.ts";
import { selectNextCue } from "../../lib/view/console/next-cue.ts";
import type { RunEvent } from "../../lib/core/run/events.ts";
import { INITIAL_PROGRAMME } from "../../lib/core/stage/programme.ts";
import { foldRun } from "../../lib/core/reduce/reduce.ts";
import { buildSampleRun } from "../support/sample-run.ts";
import { buildTroubleRun } from "../support/trouble-run.ts";

function choosable(untilMs: number | undefined): string[] {
  return offered(buildSampleRun(untilMs === undefined ? {} : { untilMs }));
}

function offered(events: readonly RunEvent[], answer: (action: AttentionAction) => void = () => {}): string[] {
  const state = foldRun(events);
  if (!state) throw new Error("The sample has no events");
  const cue = selectNextCue(state);
  const open = cue.kind !== "ended";
  const rest = {
    pauseState: "none" as const,
    mayPause: open,
    canFault: open,
    notesShown: true,
    reviewHref: "/runs/run_1",
    mayAct: true,
    resultStep: null,
    programme: INITIAL_PROGRAMME,
  };
  const attentions = selectAttentions(state, state.atMs);
  const groups = toConsoleMenu({ cue, attentions, ...rest, perform: () => {}, askCancel: () => {}, action: answer });
  if (attentions.length > 0) for (const command of groups[0]?.commands ?? []) command.run();
  return groups[0]?.commands.filter((command) => command.disabled !== true).map((command) => command.label) ?? [];
}

test("[A8] the command menu enables what would be accepted now, and Enter alone does no harm", () => {
  expect(choosable(35_000)).toEqual(["Pause all", "Release now, without waiting", "Inject a fault…", "Cancel run…"]);
  expect(choosable(40_300)).toEqual(["Advance to 70 %", "Pause all", "Inject a fault…", "Cancel run…"]);
  expect(choosable(undefined)).toEqual([]);
});

test("[D4] [D9] what needs the presenter comes first in the command menu, by the scenario's name", () => {
  const actions: AttentionAction[] = [];
  expect(offered(buildTroubleRun("word"), (action) => actions.push(action))).toEqual([
    "Retry: medium",
    "Skip batch: medium",
  ]);
  expect(actions.map(({ command, scenarioId }) => `${command} ${scenarioId}`)).toEqual(["retry medium", "skip medium"]);
  expect(offered(buildTroubleRun("failed"))).toEqual(["Restart: complex"]);
  expect(offered(buildTroubleRun("retrying"))).toEqual(["End fault: complex"]);
});
