import { expect, test } from "vitest";
import { foldRun } from "../../../lib/core/reduce/reduce.ts";
import { selectCaption } from "../../../lib/core/words/captions.ts";
import { selectRoomSentence } from "../../../lib/core/words/room-sentence.ts";
import { buildSampleRun } from "../../support/sample-run.ts";
import { buildTroubleRun, TROUBLE_KINDS } from "../../support/trouble-run.ts";
import { BenchRun } from "../support/bench-run.ts";
import { runSpec } from "../support/specs.ts";

const spec = runSpec({ milestones: [50, 70], hold: "presenter" });
const sentence = (run: BenchRun) => selectRoomSentence(run.state, run.nowMs);
const LONGEST = { title: 44, detail: 60, caption: 150 };

test("[G17][F2] the sentence says who is awaited, and then whose turn it is", () => {
  const run = new BenchRun(spec).start();
  expect(sentence(run)).toEqual({ tone: "run", title: "Running to 50 %", detail: "all 3 are working" });
  run.runOn("simple").runOn("medium");
  expect(sentence(run)).toEqual({ tone: "hold", title: "Waiting for complex", detail: "2 of 3 are at the 50 % gate" });
  run.runOn("complex");
  expect(sentence(run)).toEqual({
    tone: "hold",
    title: "Everyone is at 50 %",
    detail: "the presenter will open the gate",
  });
});

test("[E2] a runner killed while others wait at a gate: who is recovering leads, not who is awaited", () => {
  const run = new BenchRun(spec).start().runOn("simple");
  run.crash();
  expect(sentence(run)).toEqual({
    tone: "wait",
    title: "Recovering",
    detail: "medium and complex continue in a moment, completed work is saved",
  });
});

test("[F8] bad news leads: a hanging scenario, a failure, a batch that needs the presenter, a fault on purpose", () => {
  const say = (kind: (typeof TROUBLE_KINDS)[number]) => {
    const state = foldRun(buildTroubleRun(kind));
    if (state === null) throw new Error("no events");
    const { tone, title, detail } = selectRoomSentence(state, state.atMs + 1_000);
    return [tone, title, detail];
  };
  expect(say("stalled")).toEqual([
    "bad",
    "Complex hangs",
    expect.stringMatching(/^nothing done for \d+ s, the presenter decides$/),
  ]);
  expect(say("failed")).toEqual([
    "bad",
    expect.stringMatching(/^[A-Z]\w+ (has failed|ran out of memory|took too long)$/),
    expect.stringMatching(/ continues?$/),
  ]);
  expect(say("word")).toEqual(["bad", "Medium needs the presenter", "a batch failed: try again or skip it"]);
  expect(say("retrying")).toEqual(["bad", "Complex is slowed down", "on purpose, by the presenter"]);
});

test("[G17] the caption tells a release, an end, the way to a milestone, and else what can be seen so far", () => {
  const events = buildSampleRun();
  const at = (index: number, laterMs = 0) => {
    const state = foldRun(events.slice(0, index + 1));
    if (state === null) throw new Error("no events");
    return selectCaption(state, state.atMs + laterMs);
  };
  const find = (type: string) => events.findIndex((event) => event.type === type);
  expect(at(find("run.started"))).toBe("The same skill does 300, 900 and 2,400 mails, all at the same time.");
  expect(at(find("milestone.released"))).toMatch(
    /^The presenter opened 30 %: the work continues\.$|^Everyone was at 30 %/,
  );
  expect(at(find("scenario.completed"))).toMatch(/^simple is done: 300 mails in .* of work\.$/);
  // work time, which the axis of run time does not show
  expect(at(find("milestone.released") - 1, 7_000)).toMatch(/^Up to 30 %, simple took .* of work, and complex .*\.$/);
  const last = events.findLastIndex((event) => event.type === "scenario.progressed" && event.scenarioId === "complex");
  expect(at(last, 7_000)).toBe("Eight times the mails, still 31 ms for each: so far time grows in step with the work.");
  expect(at(find("run.finished"))).toBe("");
});

test("[F2] who has failed is not counted at the gate", () => {
  const run = new BenchRun(spec).start().fatal("medium", "exception", "secret").runOn("simple");
  run.tick(9_000);
  expect(sentence(run)).toMatchObject({ title: "Waiting for complex", detail: "1 of 3 is at the 50 % gate" });
});

test("[A5][A9] the last seconds of a wait are counted without the pauses of the whole run", () => {
  const run = new BenchRun(runSpec({ milestones: [50], waitLimitMs: 60_000 })).start();
  run.runOn("simple").runOn("medium").tick(30_000);
  const halt = { kind: "user-halt", fromMs: 30_000, toMs: 130_000 } as const;
  const paused = { ...run.state, scenarios: run.state.scenarios.map((each) => ({ ...each, spans: [halt] })) };
  expect(selectRoomSentence(paused, 152_000).detail).toBe("2 of 3 are at the 50 % gate, up to 8 s more");
});

test("[F8] a fault that was ended leads the sentence no more", () => {
  const run = new BenchRun(spec).start();
  run.command({ type: "fault", scenarioId: "complex", fault: "slow" });
  expect(sentence(run).title).toBe("Complex is slowed down");
  run.command({ type: "fault", scenarioId: "complex", fault: null });
  run.tick(1_000);
  expect(sentence(run).title).toBe("Running to 50 %");
});

test("[G17][F8] while one hangs, the caption compares nothing: it says what is saved", () => {
  const state = foldRun(buildTroubleRun("stalled"));
  if (state === null) throw new Error("no events");
  expect(selectCaption(state, state.atMs + 9_000)).toMatch(/^What complex has completed is saved: [\d,]+ mails\.$/);
});

test("[G17] at every moment of every sample the words fit the room", () => {
  const runs = [
    ...(["milestone", "free-running", "failing"] as const).map((kind) => buildSampleRun({ kind })),
    ...TROUBLE_KINDS.map(buildTroubleRun),
    buildSampleRun({ scenarios: 6 }),
  ];
  for (const events of runs)
    for (let count = 1; count <= events.length; count += 1) {
      const state = foldRun(events.slice(0, count));
      if (state === null) throw new Error("no events");
      for (const laterMs of [0, 9_000]) {
        const { title, detail } = selectRoomSentence(state, state.atMs + laterMs);
        const caption = selectCaption(state, state.atMs + laterMs);
        const lengths = [title.length, detail.length, caption.length];
        expect(
          lengths.every((length, i) => length <= (Object.values(LONGEST)[i] ?? 0)) || [title, detail, caption],
        ).toBe(true);
        expect([title, detail, caption].join("\n")).not.toMatch(/undefined|NaN|Infinity|; |  /);
        expect(title).not.toBe("");
      }
    }
});
