import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { createRandom } from "../../../lib/core/inputs/data.ts";
import { countSlots } from "../../../lib/core/decide/lending.ts";
import { computeElapsedMs } from "../../../lib/core/run/elapsed.ts";
import { foldRun, reduce } from "../../../lib/core/reduce/reduce.ts";
import { isRunOver } from "../../../lib/core/run/run-status.ts";
import type { RunState } from "../../../lib/core/run/state.ts";
import { isEnded } from "../../../lib/core/run/statuses.ts";
import type { BenchRun } from "../support/bench-run.ts";
import { anyChaos, runChaos, type Chaos } from "../support/chaos.ts";

const runs = { numRuns: 150 };

vi.setConfig({ testTimeout: 60_000 });

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function requireEnd(run: BenchRun | null): BenchRun {
  if (run === null) throw new Error("the run never ends");
  return run;
}

describe("for any sequence of events", () => {
  test("[A3][A4][A7][A8] no barrier stays closed forever, opens early, or opens out of order", () => {
    fc.assert(
      fc.property(anyChaos, (chaos) => {
        const { state } = requireEnd(runChaos(chaos));
        expect(["complete", "partial", "failed", "cancelled"]).toContain(state.status);
        expect(state.barrier).toBeNull();
        for (const scenario of state.scenarios) expect(scenario.spans.every(({ toMs }) => toMs !== null)).toBe(true);
      }),
      runs,
    );
  });

  test("[A6][A9] progress never passes 100 %, and complete means every item", () => {
    fc.assert(
      fc.property(anyChaos, (chaos) => {
        const run = requireEnd(runChaos(chaos));
        for (const { id, totals, status } of run.state.scenarios) {
          const { items } = run.bench(id).spec;
          expect(totals.itemsDone).toBeLessThanOrEqual(items);
          expect([status === "complete", totals.itemsDone === items]).not.toEqual([true, false]);
        }
        expect(JSON.stringify(run.state.results)).not.toMatch(/NaN|Infinity/);
      }),
      runs,
    );
  });

  test("[A4][D2] a run has exactly the workers of its spec, whoever lends, passes on or takes back", () => {
    fc.assert(
      fc.property(anyChaos, (chaos) => {
        const run = requireEnd(runChaos(chaos));
        const total = sum(run.state.spec.scenarios.map(({ concurrency }) => concurrency));
        let state: RunState | null = null;
        for (const event of run.events) {
          state = foldRun([event], state);
          const open = (state?.scenarios ?? []).filter((scenario) => !isEnded(scenario));
          expect(sum(open.map(countSlots))).toBeLessThanOrEqual(total);
        }
      }),
      runs,
    );
  });

  test("[A9] the status is that of an ended run exactly while its end is recorded", () => {
    fc.assert(
      fc.property(anyChaos, (chaos) => {
        const run = requireEnd(runChaos(chaos));
        let state: RunState | null = null;
        for (const event of run.events) {
          state = foldRun([event], state);
          expect(isRunOver(state?.status ?? "queued")).toBe((state?.finishedAt ?? null) !== null);
        }
      }),
      runs,
    );
  });

  test("[A9] elapsed time is exactly the running time: no hold, pause or recovery counts", () => {
    fc.assert(
      fc.property(anyChaos, (chaos) => {
        const run = requireEnd(runChaos(chaos));
        const workedMs = new Map<string, number>();
        let state: RunState | null = null;
        for (const event of run.events) {
          for (const { id, status } of state?.scenarios ?? []) {
            if (status === "running") workedMs.set(id, (workedMs.get(id) ?? 0) + event.atMs - (state?.atMs ?? 0));
          }
          state = foldRun([event], state);
        }
        for (const scenario of run.state.scenarios) {
          expect(computeElapsedMs(scenario, run.nowMs)).toBeCloseTo(workedMs.get(scenario.id) ?? 0, 3);
        }
      }),
      runs,
    );
  });

  test("[A12][A13] every command is answered exactly once, with its actor", () => {
    fc.assert(
      fc.property(anyChaos, (chaos) => {
        const run = requireEnd(runChaos(chaos));
        const answers = [...run.factsOf("command.accepted"), ...run.factsOf("command.refused")];
        expect(new Set(answers.map(({ commandId }) => commandId)).size).toBe(answers.length);
        for (const { actor } of answers) expect(actor.role).toBe("presenter");
      }),
      runs,
    );
  });
});

describe("for any retries", () => {
  test("[D2][D4][D7] tries and attempts are counted, bounded, and neither lose nor duplicate an item", () => {
    fc.assert(
      fc.property(anyChaos, (chaos) => {
        const run = requireEnd(runChaos(chaos));
        const { retry } = run.state.spec;
        for (const { tries, next } of run.factsOf("batch.failed"))
          expect(tries).toBeLessThanOrEqual(next === "none" ? retry.limit + 1 : retry.limit);
        for (const { id, totals, attempt, brokenBatches, faults } of run.state.scenarios) {
          const retried = run.factsOf("scenario.retried").filter(({ scenarioId }) => scenarioId === id);
          expect(retried.map((fact) => fact.attempt)).toEqual(retried.map((_, index) => index + 2));
          expect(attempt).toBe(retried.length + 1);
          expect(totals.itemsOk + totals.itemsFailed).toBe(totals.itemsDone);
          expect([brokenBatches, faults.filter(({ toMs }) => toMs === null)]).toEqual([[], []]);
        }
        const reduced = run.factsOf("scenario.retried").filter(({ reason }) => reason === "reduced-load");
        expect([0, run.state.scenarios.length]).toContain(reduced.length);
      }),
      runs,
    );
  });

  test("[J4] after the cap nothing is started", () => {
    fc.assert(
      fc.property(anyChaos, ({ spec, ...chaos }) => {
        const costCap = { unit: "busy-seconds", limit: 0.2 } as const;
        const run = requireEnd(runChaos({ ...chaos, spec: { ...spec, costCap } }));
        const types = run.events.map(({ type }) => type);
        const cappedAt = types.indexOf("run.capped");
        expect(types.lastIndexOf("run.capped")).toBe(cappedAt);
        if (cappedAt === -1) return;
        expect(types.slice(cappedAt)).not.toContain("scenario.started");
        expect(types.slice(cappedAt)).not.toContain("scenario.retried");
      }),
      runs,
    );
  });
});

describe("folding", () => {
  function endOf(chaos: Chaos): BenchRun {
    return requireEnd(runChaos(chaos));
  }

  test("[E3] twice gives the same state, and a re-delivered event changes nothing", () => {
    fc.assert(
      fc.property(anyChaos, (chaos) => {
        const { events, state } = endOf(chaos);
        expect(foldRun(events)).toEqual(state);
        expect(foldRun(events, state)).toBe(state);
        expect(foldRun(events.flatMap((event) => [event, event]))).toEqual(state);
      }),
      runs,
    );
  });

  test("[E3] in pieces, and from a snapshot that went through JSON, gives the same state", () => {
    fc.assert(
      fc.property(anyChaos, (chaos) => {
        const { events, state } = endOf(chaos);
        const random = createRandom(chaos.seed + 1);
        const cut = 1 + Math.floor(random() * (events.length - 1));
        const snapshot = foldRun(events.slice(0, cut));
        expect(foldRun(events.slice(cut), snapshot)).toEqual(state);
        const parsed = JSON.parse(JSON.stringify(snapshot)) as RunState;
        expect(parsed).toEqual(snapshot);
        expect(foldRun(JSON.parse(JSON.stringify(events)), parsed)).toEqual(state);
      }),
      runs,
    );
  });

  test("[E3] never mutates the given state", () => {
    fc.assert(
      fc.property(anyChaos, (chaos) => {
        let state: RunState | null = null;
        for (const event of endOf(chaos).events) {
          state = state === null ? foldRun([event]) : reduce(deepFreeze(state), event);
        }
      }),
      { numRuns: 50 },
    );
  });
});

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
