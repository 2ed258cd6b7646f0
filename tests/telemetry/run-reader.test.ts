import { expect, test } from "vitest";
import type { TimedSegment } from "../../lib/core/ports/event-log.ts";
import { RunReader } from "../../lib/telemetry/follow/run-reader.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const CALLS = 1_000;

/** Reads a run in which as many results are stored with each sample of progress; the most that one reading held, and how many there were. */
async function readWhole(callsPerSample: number) {
  const facts = buildSampleRun();
  const segments = facts.flatMap((fact): TimedSegment[] => {
    if (fact.type !== "scenario.progressed") return [];
    const call = { batch: { fromItem: 0, toItem: 1, startMs: 0 }, finishedMs: 1 };
    const calls = Array.from({ length: callsPerSample }, (_, index) => ({
      index,
      ok: true,
      error: null,
      values: { input_tokens: 1 },
      samples: {},
      outcome: "",
      call,
    }));
    return [{ id: fact.seq, seq: fact.seq, scenarioId: fact.scenarioId, attempt: 1, batches: [], calls }];
  });
  const held: number[] = [];
  let records = 0;
  const reader = new RunReader({
    log: {
      read: async (_, afterSeq, limit) => facts.filter(({ seq }) => seq > afterSeq).slice(0, limit),
      async readTimedSegments(_, afterId, throughSeq) {
        const found = segments.filter(({ id, seq }) => id > afterId && seq <= throughSeq);
        held.push(found.reduce((sum, { calls }) => sum + calls.length, 0));
        return found;
      },
    },
    runId: "run_1",
    afterSeq: 0,
    content: false,
  });
  for (let reading = await reader.read(); reading !== null; reading = await reader.read())
    records += reading.records.filter((record) => record.kind === "span" && record.level === "call").length;
  return { facts: facts.length, samples: segments.length, records, mostHeld: Math.max(...held), readings: held.length };
}

test("[F5] a run with many results is read in small parts, whole", async () => {
  const { samples, records, mostHeld } = await readWhole(CALLS);
  expect(records).toBe(samples * CALLS);
  expect(samples).toBeGreaterThan(100);
  expect(mostHeld).toBeLessThanOrEqual(10 * CALLS);
});

test("[F5] a run with few results is read in large parts", async () => {
  const { facts, samples, records, readings } = await readWhole(1);
  expect(records).toBe(samples);
  expect(readings).toBeLessThan(facts / 20);
});
