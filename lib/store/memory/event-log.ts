import { type Append, type EventLog, type RunWriter, StaleWriterError } from "../../core/ports/event-log.ts";
import { foldRun } from "../../core/reduce/reduce.ts";
import { computeRunPatch } from "../log/list-columns.ts";
import { addEvents, copy, type MemoryDatabase, type MemoryRun, requireRun } from "./memory-database.ts";

export function createMemoryEventLog(database: MemoryDatabase): EventLog {
  const log: EventLog = {
    async read(runId, afterSeq, limit) {
      return copy(
        (database.runs.get(runId)?.events ?? []).slice(afterSeq, limit === undefined ? undefined : afterSeq + limit),
      );
    },
    async readSnapshot(runId, atSeq = Infinity) {
      return copy(database.runs.get(runId)?.snapshots.findLast((state) => state.lastSeq <= atSeq) ?? null);
    },
    async readState(runId) {
      const snapshot = await log.readSnapshot(runId);
      return foldRun(await log.read(runId, snapshot?.lastSeq ?? 0), snapshot);
    },
    async readSegments(runId, scenarioId) {
      const segments = (database.runs.get(runId)?.segments ?? []).filter((each) => each.scenarioId === scenarioId);
      return copy(segments.map(({ seq: _, batches: __, ...segment }) => segment));
    },
    async readTimedSegments(runId, afterId, throughSeq) {
      const segments = (database.runs.get(runId)?.segments ?? []).map((segment, index) => ({
        id: index + 1,
        seq: segment.seq,
        scenarioId: segment.scenarioId,
        attempt: segment.attempt,
        batches: segment.batches ?? [],
        calls: segment.results.filter(({ call }) => call !== undefined),
      }));
      return copy(segments.filter(({ id, seq }) => id > afterId && seq <= throughSeq));
    },
    async readCheckpoints(runId) {
      return copy(database.runs.get(runId)?.checkpoints ?? []);
    },
    async appendStageFact(runId, event, handledCommandIds = []) {
      const seq = addEvents(requireRun(database, runId), [event]);
      markHandled(database, runId, handledCommandIds);
      database.logNotices.publish({ runId, seq });
      return { seq };
    },
    async finishUnclaimed(runId, afterSeq, append) {
      const run = requireRun(database, runId);
      const isOwned = run.leaseUntilMs !== null && run.leaseUntilMs >= database.nowMs();
      if (isOwned || run.item.finishedAt !== null || run.item.lastSeq !== afterSeq) return false;
      Object.assign(run, { epoch: run.epoch + 1, leaseUntilMs: null, owner: null });
      const seq = addEvents(run, append.events);
      store(database, run, append);
      database.logNotices.publish({ runId, seq });
      return true;
    },
    openWriter: ({ runId, epoch }) => createMemoryWriter(database, runId, epoch),
    subscribe: (notify) =>
      database.logNotices.subscribe(({ runId, seq }) =>
        notify(seq === "heartbeat" ? { kind: "heartbeat", runId } : { kind: "events", runId, seq }),
      ),
  };
  return log;
}

function createMemoryWriter(database: MemoryDatabase, runId: string, epoch: number): RunWriter {
  let failure: unknown = null;
  return {
    async append(append) {
      if (failure !== null) throw failure;
      const run = requireRun(database, runId);
      if (run.epoch !== epoch) {
        failure = new StaleWriterError(`Epoch ${epoch} of ${runId} is over: another runner has taken the run`);
        throw failure;
      }
      const lastSeq = addEvents(run, append.events);
      store(database, run, append);
      database.logNotices.publish({ runId, seq: lastSeq });
      return { firstSeq: lastSeq + 1 - append.events.length, lastSeq };
    },
    idle: async () => undefined,
  };
}

function store(database: MemoryDatabase, run: MemoryRun, append: Append): void {
  const createdAt = new Date(database.nowMs()).toISOString();
  run.segments.push(...copy(append.segments ?? []).map((segment) => ({ ...segment, seq: run.item.lastSeq })));
  run.checkpoints.push(...copy(append.checkpoints ?? []).map((checkpoint) => ({ ...checkpoint, createdAt })));
  for (const milestone of append.milestones ?? []) run.milestones.set(milestone.percent, copy(milestone));
  if (append.snapshot !== undefined) run.snapshots.push(copy(append.snapshot));
  markHandled(database, run.item.id, append.handledCommandIds ?? []);
  patchListItem(run, append);
}

function patchListItem(run: MemoryRun, append: Append): void {
  const { runMs, status, startedAt, finishedAt, isReopened, crashCount, scenarios } = computeRunPatch([append]);
  const patches = run.scenarioIds.map((id) => scenarios.find((scenario) => scenario.scenarioId === id));
  const totals = patches.map((patch) => patch?.totals ?? null);
  run.crashes = crashCount ?? run.crashes;
  run.item = {
    ...run.item,
    runMs: Math.max(run.item.runMs, runMs),
    status: status ?? run.item.status,
    startedAt: run.item.startedAt ?? startedAt,
    finishedAt: isReopened ? null : (finishedAt ?? run.item.finishedAt),
    items: run.item.items.map((items, index) => patches[index]?.items ?? items),
    itemsDone: run.item.itemsDone.map((done, index) => totals[index]?.itemsDone ?? done),
    quality: run.item.quality.map((quality, index) => {
      const changed = totals[index] ?? null;
      return changed === null ? quality : changed.quality;
    }),
  };
}

function markHandled(database: MemoryDatabase, runId: string, commandIds: readonly string[]): void {
  for (const entry of database.commands) {
    if (entry.command.runId === runId && commandIds.includes(entry.command.id)) entry.handled = true;
  }
}
