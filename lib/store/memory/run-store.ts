import {
  RECENT_RUNS,
  type LastRun,
  type RunFilter,
  type RunListItem,
  type RunStore,
  type RunSurvey,
} from "../../core/ports/run-store.ts";
import { formatCursor, parseCursor } from "../runs/cursor.ts";
import { countEach } from "../runs/survey-runs.ts";
import { addEvents, copy, type MemoryDatabase, type MemoryRun } from "./memory-database.ts";

export function createMemoryRunStore(database: MemoryDatabase): RunStore {
  return {
    async create({ id, spec, actor, at }) {
      if (database.runs.has(id)) throw new Error(`Run ${id} exists already`);
      const { title, skillId, sync, hold, seed, scenarios } = spec;
      const item: RunListItem = {
        id,
        title,
        skillId,
        sync,
        hold,
        seed,
        status: "queued",
        startedAt: null,
        finishedAt: null,
        runMs: 0,
        lastSeq: 0,
        createdAt: new Date(at).toISOString(),
        items: scenarios.map((scenario) => scenario.items),
        itemsDone: scenarios.map(() => 0),
        quality: scenarios.map(() => null),
      };
      const run: MemoryRun = {
        item,
        scenarioIds: scenarios.map((scenario) => scenario.id),
        events: [],
        segments: [],
        checkpoints: [],
        milestones: new Map(),
        snapshots: [],
        epoch: 0,
        leaseUntilMs: null,
        owner: null,
        lastAliveMs: database.nowMs(),
        crashes: 0,
      };
      database.runs.set(id, run);
      addEvents(run, [{ type: "run.queued", atMs: 0, at, actor, runId: id, spec }]);
      database.logNotices.publish({ runId: id, seq: 1 });
    },
    async get(runId) {
      return copy(database.runs.get(runId)?.item ?? null);
    },
    remove: async (runId) => removeRun(database, runId),
    findQueuedBefore: async (runId, limit) => listQueuedBefore(database, runId).slice(0, limit),
    async list(filter, { limit, cursor }) {
      const at = cursor === null ? null : parseCursor(cursor);
      const items = [...database.runs.values()]
        .map((run) => run.item)
        .filter((item) => matches(item, filter) && (at === null || newestFirst(at, item) < 0))
        .toSorted(newestFirst);
      const page = items.slice(0, limit);
      const last = page.at(-1);
      return { items: copy(page), nextCursor: items.length > limit && last !== undefined ? formatCursor(last) : null };
    },
    survey: async (limits) => surveyRuns(database, limits),
    findLastRuns: async (demos) => findLastRuns(database, demos),
  };
}

function findLastRuns(
  database: MemoryDatabase,
  demos: readonly { readonly id: string; readonly skillId: string }[],
): ReadonlyMap<string, LastRun> {
  const complete = [...database.runs.values()]
    .filter(({ item }) => item.status === "complete")
    .toSorted((a, b) => newestFirst(a.item, b.item));
  const found = new Map<string, LastRun>();
  for (const { id, skillId } of demos) {
    const recent = complete.filter(({ item }) => item.skillId === skillId).slice(0, RECENT_RUNS);
    const last = recent.find(({ events: [queued] }) => queued?.type === "run.queued" && queued.spec.demoId === id);
    if (last !== undefined) found.set(id, toLastRun(last));
  }
  return found;
}

function toLastRun({ item, scenarioIds, events }: MemoryRun): LastRun {
  const elapsed = scenarioIds.map((id) => {
    const last = events.findLast((event) => "totals" in event && "scenarioId" in event && event.scenarioId === id);
    return last !== undefined && "totals" in last ? last.totals.elapsedMs : 0;
  });
  return { runId: item.id, activeMs: Math.max(...elapsed), items: [...item.items] };
}

function removeRun(database: MemoryDatabase, runId: string): Awaited<ReturnType<RunStore["remove"]>> {
  const run = database.runs.get(runId);
  if (run === undefined) return "unknown";
  const isLeased = run.leaseUntilMs !== null && run.leaseUntilMs >= database.nowMs();
  if (run.item.finishedAt === null || isLeased) return "in-use";
  database.runs.delete(runId);
  database.commands = database.commands.filter(({ command }) => command.runId !== runId);
  for (const [id, stage] of database.stages) {
    if (stage.runId !== runId) continue;
    database.stages.set(id, { ...stage, runId: null });
    database.stageNotices.publish(id);
  }
  return "removed";
}

function listQueuedBefore(database: MemoryDatabase, runId: string): string[] {
  const mine = database.runs.get(runId)?.item;
  if (mine === undefined) return [];
  return [...database.runs.values()]
    .filter(({ leaseUntilMs }) => leaseUntilMs === null || leaseUntilMs < database.nowMs())
    .map(({ item }) => item)
    .filter((item) => item.status === "queued" && newestFirst(mine, item) < 0)
    .toSorted((a, b) => newestFirst(b, a))
    .map(({ id }) => id);
}

function surveyRuns(database: MemoryDatabase, limits: { active: number; ended: number }): RunSurvey {
  const all = [...database.runs.values()].toSorted((a, b) => newestFirst(a.item, b.item));
  const items = all.map(({ item }) => item);
  const heads = (runs: readonly RunListItem[], limit: number) =>
    runs.slice(0, limit).map(({ id, lastSeq }) => ({ id, lastSeq }));
  const [active, ended] = [items.filter((item) => item.finishedAt === null), items.filter((item) => item.finishedAt)];
  const isActive = (runId: string) => active.some(({ id }) => id === runId);
  const isFree = ({ leaseUntilMs }: MemoryRun) => leaseUntilMs === null || leaseUntilMs < database.nowMs();
  return {
    byStatus: countEach((status) => items.filter((item) => item.status === status).length),
    waitingRuns: all.filter((run) => run.item.status === "queued" && isFree(run)).length,
    waitingCommands: database.commands.filter(({ command, handled }) => !handled && isActive(command.runId)).length,
    unended: active.length,
    active: heads(active, limits.active),
    ended: heads(ended, limits.ended),
  };
}

type Key = Pick<RunListItem, "createdAt" | "id">;

function newestFirst(a: Key, b: Key): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return a.id === b.id ? 0 : a.id < b.id ? 1 : -1;
}

function matches(item: RunListItem, filter: RunFilter): boolean {
  const search = filter.search?.toLowerCase();
  return (
    (filter.skillId === undefined || item.skillId === filter.skillId) &&
    (filter.sync === undefined || item.sync === filter.sync) &&
    (filter.status === undefined || item.status === filter.status) &&
    (filter.createdFrom === undefined || Date.parse(item.createdAt) >= Date.parse(filter.createdFrom)) &&
    (filter.createdTo === undefined || Date.parse(item.createdAt) < Date.parse(filter.createdTo)) &&
    (search === undefined || [item.title, item.skillId, item.id].some((text) => text.toLowerCase().includes(search)))
  );
}
