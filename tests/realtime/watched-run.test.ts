import { expect, test } from "vitest";
import type { NewRunEvent, RunEvent } from "../../lib/core/run/events.ts";
import type { Frame } from "../../lib/realtime/protocol/protocol.ts";
import { type ViewRole, WatchedRun } from "../../lib/realtime/follow/watched-run.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { testRunSpec } from "../support/run-spec.ts";
import { buildSampleRun } from "../support/sample-run.ts";

const actor = { role: "runner", name: "runner_test" } as const;
const at = "2025-06-01T12:00:00.000Z";
const clock = { nowMs: () => performance.now(), wallTime: () => new Date() };
const runId = "run_test";

/** A watched run, and the frames sent to each role. */
async function watch() {
  const { log, runs, ownership } = createMemoryStores();
  await runs.create({ id: runId, spec: testRunSpec({}), actor, at });
  const claim = await ownership.claim(runId, {
    runnerId: "runner_test",
    machineId: "here",
    processSpace: "boot",
    pid: 1,
    processStartedAt: "0",
  });
  if (claim === null) throw new Error("the run cannot be claimed");
  const writer = log.openWriter(claim);
  const sent: Record<ViewRole, RunEvent[]> = { presenter: [], audience: [] };
  const reports: string[] = [];
  const deps = {
    log,
    clock,
    broadcast: (_: string, role: ViewRole, { facts, progress }: Frame) => void sent[role].push(...facts, ...progress),
    report: (what: string, error: unknown) => void reports.push(`${what}: ${String(error)}`),
  };
  const watched = await WatchedRun.open(deps, runId);
  if (watched === null) throw new Error("the run is unknown");
  async function appendSilently(...facts: object[]): Promise<number> {
    const events = facts.map((fact) => ({ ...fact, atMs: 0, at, actor }) as NewRunEvent);
    return (await writer.append({ events })).lastSeq;
  }
  return {
    watched,
    reports,
    sentTypes: (role: ViewRole) => sent[role].map(({ type }) => type),
    async append(...facts: object[]) {
      watched.notice(await appendSilently(...facts));
    },
    appendSilently,
    reopen: () => WatchedRun.open(deps, runId),
  };
}

const started = { type: "scenario.started", scenarioId: "simple", attempt: 1 };
const paused = { type: "scenario.paused", scenarioId: "simple", reason: "user-halt", percent: null, step: null };

test("[F1][D10] figures that are not numbers break neither current nor later views", async () => {
  const { watched, append, sentTypes, reopen, reports } = await watch();
  const sample = buildSampleRun().find(({ type }) => type === "scenario.progressed") as RunEvent & { totals: object };
  const totals = { ...sample.totals, inputTokens: null, outputTokens: Infinity, metrics: { echoed: null } };
  await append({ type: "run.started" }, started);
  await append({ ...sample, scenarioId: "simple", attempt: 1, totals }, paused);
  for (const role of ["presenter", "audience"] as const)
    await expect.poll(() => sentTypes(role)).toContain("scenario.paused");
  expect(reports).toEqual([]);
  for (const each of [watched, await reopen()])
    expect(each?.snapshot("audience").state.scenarios[0]).toMatchObject({
      status: "paused",
      totals: { inputTokens: 0, outputTokens: 0 },
    });
  watched.close();
});

test("[F1] an event that fails the audience schema is reported and skipped; later events are sent", async () => {
  const { watched, append, sentTypes, reports } = await watch();
  await append({ type: "run.started" }, started);
  await append({ type: "scenario.stalled", scenarioId: "simple", quietMs: null }, paused);
  for (const role of ["presenter", "audience"] as const)
    await expect.poll(() => sentTypes(role)).toContain("scenario.paused");
  expect(sentTypes("audience")).not.toContain("scenario.stalled");
  expect(reports).toEqual([expect.stringMatching(/^Event 4 of run_test cannot be shown to the audience: /)]);
  watched.close();
});

test("[F1] an event that cannot be folded is reported and skipped; later events are sent", async () => {
  const { watched, append, sentTypes, reports } = await watch();
  await append({ type: "run.started" }, started, { ...started, scenarioId: "nobody" }, paused);
  for (const role of ["presenter", "audience"] as const)
    await expect.poll(() => sentTypes(role)).toEqual(["run.started", "scenario.started", "scenario.paused"]);
  expect(watched.snapshot("presenter").state).toMatchObject({ lastSeq: 5, scenarios: [{ status: "paused" }, {}, {}] });
  expect(reports).toEqual([expect.stringContaining("Event 4 (scenario.started) is skipped")]);
  watched.close();
});

test("[D2][F1] a heartbeat of an ended run is a sign that it was reopened, even if the notice was lost", async () => {
  const run = await watch();
  const finished = { type: "run.finished", status: "failed", results: null, diagnosis: null };
  await run.append({ type: "run.preparing", epoch: 1, runner: "runner_test" }, finished);
  await expect.poll(() => run.sentTypes("presenter")).toContain("run.finished");
  await run.appendSilently({ type: "run.reopened" });
  run.watched.beat();
  await expect.poll(() => run.sentTypes("presenter")).toContain("run.reopened");
  run.watched.close();
});
