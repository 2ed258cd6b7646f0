import { expect, test } from "vitest";
import { selectCommandRows } from "../../lib/view/results/commands.ts";
import { BenchRun } from "../core/support/bench-run.ts";
import { runSpec } from "../core/support/specs.ts";

const run = new BenchRun(runSpec({ milestones: [50, 70], hold: "presenter" })).start();
run.command({ type: "fault", scenarioId: "medium", fault: "hang" });
run.command({ type: "fault", scenarioId: "complex", fault: "slow" });
run.command({ type: "fault", scenarioId: "complex", fault: "fail" });
run.command({ type: "fault", scenarioId: "complex", fault: null });
run.command({ type: "fault", scenarioId: "complex", fault: null });
run.command({ type: "pause", scenarioId: "simple" });
run.command({ type: "resume", scenarioId: "simple" });
run.runOn("simple").runOn("medium").runOn("complex");
run.command({ type: "advance", percent: 50 });
run.command({ type: "cancel" });

test("[D9] [A12] the review shows every command with its target, and which fault was injected or ended", () => {
  const rows = selectCommandRows(run.events, run.state);
  expect(rows.map(({ text, accepted }) => `${text}${accepted ? "" : ", refused"}`.replaceAll("\u00a0", " "))).toEqual([
    "fault: hang, medium",
    "fault: slow, complex",
    "fault: fail, complex",
    "fault ended: fail, complex",
    "fault, complex, refused",
    "pause simple",
    "resume simple",
    "advance at 50 %",
    "cancel the run",
  ]);
  expect(rows[0]?.aside).toBe("by presenter");
  expect(rows[4]?.aside).toBe("refused: complex has no active fault to end.");
});

test("[A12] commands without their events are taken from the state, after the others", () => {
  const known = run.events.slice(0, run.events.findIndex(({ type }) => type === "command.accepted") + 2);
  const rows = selectCommandRows(known, run.state);
  expect(rows).toHaveLength(run.state.commands.length);
  expect(rows.slice(0, 2).map(({ text }) => text)).toEqual(["fault: hang, medium", "fault"]);
});
