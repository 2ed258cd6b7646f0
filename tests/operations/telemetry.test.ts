import { beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../lib/clock.ts";
import type { MetricDefinition } from "../../lib/core/run/metrics.ts";
import { JUDGE_AGREEMENT } from "../../lib/judging/judge-agreement.ts";
import { newId } from "../../lib/ids.ts";
import type { OperationContext, TelemetryAccess } from "../../lib/operations/context.ts";
import { getOutgoing } from "../../lib/operations/telemetry/get-outgoing.ts";
import { getRunExports } from "../../lib/operations/telemetry/get-run-exports.ts";
import { requestExperiment } from "../../lib/operations/telemetry/request-experiment.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { startDrive } from "../runner/drive-harness.ts";
import { NO_PRICES } from "../support/prices.ts";

const JUDGED = { values: () => ({ seen: 1, echoed: 1, judged: 1, judge_agrees: 1 }) };
const LANGFUSE = { signal: "langfuse", exporter: "langfuse", address: "https://langfuse.example" } as const;

let stores: Stores;
beforeEach(() => {
  stores = createMemoryStores();
});

function contextOf(
  role: OperationContext["actor"]["role"],
  telemetry: Partial<TelemetryAccess> | null = {},
): OperationContext {
  const base = { actor: { role, name: "test" }, clock: systemClock, newId, prices: NO_PRICES, skills: new Map() };
  if (telemetry === null) return { ...stores, ...base };
  const access = { content: false, receivers: [LANGFUSE], exports: stores.exports, experiments: stores.experiments };
  return { ...stores, ...base, telemetry: { ...access, ...telemetry } };
}

/** A finished run; `metrics`: those of its spec. */
async function finishRun(metrics: readonly MetricDefinition[] = [JUDGE_AGREEMENT]): Promise<string> {
  const run = await startDrive({ items: [10, 20], metrics }, JUDGED, undefined, undefined, undefined, stores);
  await run.claimAndDrive();
  return run.runId;
}

describe("sending a judge's answers", () => {
  test("[F5] a presenter asks once; while it is under way, another request is refused", async () => {
    const runId = await finishRun();
    expect(await requestExperiment(contextOf("presenter"), runId)).toEqual({ ok: true, value: { runId } });
    expect(await stores.experiments.listRequested("langfuse")).toHaveLength(1);
    expect(await requestExperiment(contextOf("presenter"), runId)).toMatchObject({ error: { code: "conflict" } });
  });

  test.each(["reviewer", "audience"] as const)("[F5] [G8] a %s cannot ask for it", async (role) => {
    const runId = await finishRun();
    expect(await requestExperiment(contextOf(role), runId)).toMatchObject({ error: { code: "forbidden" } });
    expect(await stores.experiments.listRequested("langfuse")).toEqual([]);
  });

  test("[F5] it is refused without answers of a judge, without Langfuse, and for a run that is not there", async () => {
    const formula = { kind: "ratio", numerator: { echoed: 1 }, denominator: { seen: 1 } } as const;
    const unjudged: MetricDefinition = { ...JUDGE_AGREEMENT, id: "echoed", formula };
    const runId = await finishRun([unjudged]);
    const presenter = contextOf("presenter");
    expect(await requestExperiment(presenter, runId)).toMatchObject({ error: { code: "conflict" } });
    expect(await requestExperiment(contextOf("presenter", null), runId)).toMatchObject({ error: { code: "conflict" } });
    expect(await requestExperiment(presenter, "run_gone")).toMatchObject({ error: { code: "not-found" } });
  });
});

describe("how far a run has been sent", () => {
  test("[F5] [G8] presenters and reviewers may know, the audience may not", async () => {
    const runId = await finishRun();
    for (const role of ["presenter", "reviewer"] as const)
      expect(await getRunExports(contextOf(role), runId)).toMatchObject({ ok: true, value: { hasExperiment: true } });
    expect(await getRunExports(contextOf("audience"), runId)).toMatchObject({ error: { code: "forbidden" } });
    expect(await getRunExports(contextOf("presenter", null), runId)).toEqual({ ok: true, value: null });
  });

  test("[F5] only a presenter sees where runs go", async () => {
    expect(await getOutgoing(contextOf("reviewer"))).toMatchObject({ error: { code: "forbidden" } });
    expect(await getOutgoing(contextOf("presenter", null))).toEqual({
      ok: true,
      value: { telemetry: null, exporters: [], skills: [] },
    });
    await stores.exports.acquire("langfuse", "me", 60_000, { sent: 1, refused: 0, failures: 0, fault: null });
    expect(await getOutgoing(contextOf("presenter"))).toMatchObject({
      value: { telemetry: { content: false, receivers: [LANGFUSE] }, exporters: [{ exporter: "langfuse" }] },
    });
  });
});
