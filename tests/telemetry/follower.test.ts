import { expect, test } from "vitest";
import type { ExportPlaces } from "../../lib/core/ports/export-places.ts";
import { computeResults } from "../../lib/core/judgement/compute-results.ts";
import type { Stores } from "../../lib/store/stores.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import type { Sent } from "../../lib/telemetry/follow/exporter.ts";
import { SendError } from "../../lib/telemetry/follow/exporter.ts";
import { Follower, type FollowerOptions } from "../../lib/telemetry/follow/follower.ts";
import type { TraceRecord } from "../../lib/telemetry/trace/records.ts";
import { testRunSpec } from "../support/run-spec.ts";
import { AT, PRESENTER } from "../support/spec.ts";

const NAME = "receiver";
const REPORT = { sent: 0, refused: 0, failures: 0, fault: null };
const TAKEN: Sent = { refused: 0, reason: null };
const QUICK = { gatherMs: 1, firstBackOffMs: 1, leaseMs: 60_000, flushMs: 20 };

type Request = { readonly runId: string; readonly signal: AbortSignal };

/** Follows runs of one fact each, which the receiver answers as given. */
async function startFollower(
  options: {
    readonly answer?: (request: Request) => Promise<Sent>;
    readonly timing?: FollowerOptions["timing"];
    readonly places?: Partial<ExportPlaces>;
  } = {},
) {
  const stores = createMemoryStores();
  await stores.exports.acquire(NAME, "test", 60_000, REPORT);
  const requests: Request[] = [];
  const faults: string[] = [];
  const state = { isClosed: false };
  const follower = new Follower({
    log: stores.log,
    places: { ...stores.exports, ...options.places },
    exporter: {
      name: NAME,
      async send(records, signal) {
        const request = { runId: runOf(records), signal };
        requests.push(request);
        return (await options.answer?.(request)) ?? TAKEN;
      },
      close: async () => void (state.isClosed = true),
    },
    owner: "test",
    content: false,
    timing: { ...QUICK, ...options.timing },
    onFault: (error, text) => faults.push(`${text}: ${String(error)}`),
  });
  const append = (runId: string) =>
    stores.log.appendStageFact(runId, {
      type: "scenario.logged",
      scenarioId: "simple",
      level: "info",
      text: "a line",
      atMs: 0,
      at: AT,
      actor: PRESENTER,
    });
  async function addRun(runId: string): Promise<void> {
    await stores.runs.create({ id: runId, spec: testRunSpec(), actor: PRESENTER, at: new Date().toISOString() });
    await append(runId);
  }
  const pending = async () => (await stores.exports.listPending(NAME, 10)).map(({ runId }) => runId);
  return { stores, follower, requests, faults, state, append, addRun, pending };
}

function runOf([record]: readonly TraceRecord[]): string {
  return record?.kind === "event" ? String(record.attributes["triptych.run.id"]) : "";
}

async function removeEnded({ log, runs }: Stores, runId: string) {
  const state = await log.readState(runId);
  if (state === null) throw new Error(`There is no run ${runId}`);
  const results = computeResults(state);
  const finish = { type: "run.finished", status: "cancelled", results, diagnosis: null } as const;
  await log.finishUnclaimed(runId, state.lastSeq, { events: [{ ...finish, atMs: 0, at: AT, actor: PRESENTER }] });
  return runs.remove(runId);
}

/** Until the signal aborts, as an exporter does whose receiver never answers. */
const never = ({ signal }: Request) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));

test("[F5] a request that takes longer than the lease keeps it", async () => {
  const answer = Promise.withResolvers<Sent>();
  const leases: boolean[] = [];
  const stores = createMemoryStores();
  const acquire: ExportPlaces["acquire"] = async (...request) => {
    const isHeld = await stores.exports.acquire(...request);
    leases.push(isHeld);
    return isHeld;
  };
  const { follower, addRun, requests } = await startFollower({
    answer: () => answer.promise,
    timing: { leaseMs: 30 },
    places: { acquire },
  });
  await addRun("run_1");
  await follower.start();
  await expect.poll(() => requests.length).toBe(1);
  const before = leases.length;
  await expect.poll(() => leases.length).toBeGreaterThan(before + 5);
  answer.resolve(TAKEN);
  await follower.close();
  expect(requests).toHaveLength(1);
});

test("[F5] once another process has the lease, a request is cut off and its run left to that process", async () => {
  let isElsewhere = false;
  const { follower, addRun, requests, pending } = await startFollower({
    answer: (request) => (requests.length === 1 ? never(request) : Promise.resolve(TAKEN)),
    timing: { leaseMs: 30 },
    places: { acquire: async () => !isElsewhere },
  });
  await addRun("run_1");
  await follower.start();
  await expect.poll(() => requests.length).toBe(1);
  isElsewhere = true;
  await expect.poll(() => requests[0]?.signal.aborted).toBe(true);
  expect(requests).toHaveLength(1);
  expect(await pending()).toEqual(["run_1"]);
  isElsewhere = false;
  await expect.poll(pending).toEqual([]);
  await follower.close();
  expect(requests).toHaveLength(2);
});

test("[F5] a run that gets facts as fast as they are sent does not keep another one waiting", async () => {
  const { follower, addRun, append, requests, pending } = await startFollower({
    answer: async ({ runId }) => {
      if (runId === "run_1" && requests.length < 50) await append("run_1");
      return TAKEN;
    },
  });
  await addRun("run_1");
  await addRun("run_2");
  await follower.start();
  await expect.poll(pending).toEqual([]);
  await follower.close();
  expect(requests[1]?.runId).toBe("run_2");
});

test("[F5] a run that was deleted meanwhile is passed over, and the next is sent", async () => {
  const outcomes: string[] = [];
  const { stores, follower, addRun, pending, requests, faults } = await startFollower({
    answer: async ({ runId }) => {
      if (runId === "run_1") outcomes.push(await removeEnded(stores, "run_1"));
      return TAKEN;
    },
  });
  await addRun("run_1");
  await addRun("run_2");
  await follower.start();
  await expect.poll(pending).toEqual([]);
  await follower.close();
  expect(requests.map(({ runId }) => runId)).toEqual(["run_1", "run_2"]);
  expect(outcomes).toEqual(["removed"]);
  expect(faults).toEqual([]);
});

test("[F5] a stop waits for a silent receiver as long as allowed, and lets another process send at once", async () => {
  const { stores, follower, addRun, requests, pending, state } = await startFollower({ answer: never });
  await addRun("run_1");
  await follower.start();
  await expect.poll(() => requests.length).toBe(1);
  await follower.close();
  // closing its exporter would wait for the answer
  expect(state.isClosed).toBe(false);
  expect(await stores.exports.acquire(NAME, "another", 60_000, REPORT)).toBe(true);
  expect(await pending()).toEqual(["run_1"]);
});

test("[F5] an unavailable database is reported once, and what was not sent is sent afterwards", async () => {
  let attempts = 0;
  const { follower, addRun, faults, pending } = await startFollower({
    places: {
      acquire: async () => {
        if (attempts++ < 5) throw new Error("the database is away");
        return true;
      },
    },
  });
  await addRun("run_1");
  await follower.start();
  await expect.poll(pending).toEqual([]);
  await follower.close();
  expect(attempts).toBeGreaterThan(5);
  expect(faults).toEqual(["send runs: Error: the database is away"]);
});

test("[F5] a receiver that cannot be reached is said at once, not with the next renewal of the lease", async () => {
  const { stores, follower, addRun } = await startFollower({
    answer: () => Promise.reject(new SendError("unreachable")),
    timing: { leaseMs: 600_000, firstBackOffMs: 600_000 },
  });
  await addRun("run_1");
  await follower.start();
  await expect.poll(async () => (await stores.exports.listExporters())[0]?.report.failing).not.toBeNull();
  await follower.close();
});
