import type { ExportPlaces, ExportReport, PendingRun } from "../../core/ports/export-places.ts";
import type { MemoryDatabase } from "./memory-database.ts";

type Exporter = {
  readonly sinceMs: number;
  offSinceMs: number | null;
  readonly places: Map<string, number>;
  owner: string;
  leaseUntilMs: number;
  report: ExportReport;
  project: string | null;
};

const NOTHING_DONE = {
  offSinceMs: null,
  owner: "",
  leaseUntilMs: -Infinity,
  report: { sent: 0, refused: 0, failures: 0, fault: null },
  project: null,
};

export function createMemoryExportPlaces(database: MemoryDatabase): ExportPlaces {
  const exporters = new Map<string, Exporter>();
  const listOf = (name: string) => listUnsent(database, exporters.get(name));
  return {
    async acquire(name, owner, leaseMs, report) {
      const nowMs = database.nowMs();
      const fresh = { ...NOTHING_DONE, sinceMs: nowMs, owner, places: new Map() };
      const known = exporters.get(name) ?? fresh;
      if (known.owner !== owner && known.leaseUntilMs >= nowMs) return false;
      exporters.set(name, Object.assign(known, { owner, leaseUntilMs: nowMs + leaseMs, report }));
      return true;
    },
    async release(name, owner) {
      const known = exporters.get(name);
      if (known?.owner === owner) known.leaseUntilMs = -Infinity;
    },
    async configure(names, at) {
      const atMs = Date.parse(at);
      for (const name of names) {
        const known = exporters.get(name);
        if (known === undefined) exporters.set(name, { ...NOTHING_DONE, sinceMs: atMs, places: new Map() });
        else turnOn(database, known, atMs);
      }
      const others = [...exporters].flatMap(([name, other]) => (names.includes(name) ? [] : [other]));
      for (const other of others) if (other.leaseUntilMs <= database.nowMs()) other.offSinceMs ??= atMs;
      return others.some(({ offSinceMs }) => offSinceMs === null);
    },
    async listPending(name, limit, runId) {
      return listOf(name)
        .filter((pending) => runId === undefined || pending.runId === runId)
        .slice(0, limit);
    },
    async save(name, runId, seq) {
      const places = exporters.get(name)?.places;
      if (!database.runs.has(runId)) return;
      places?.set(runId, Math.max(places.get(runId) ?? 0, seq));
    },
    async locate(name, project) {
      const known = exporters.get(name);
      if (known !== undefined) known.project = project;
    },
    async listExporters() {
      const on = [...exporters].filter(([, { offSinceMs }]) => offSinceMs === null);
      return on.map(([name, each]) => ({
        ...describe(name, each, database.nowMs()),
        pendingRuns: listOf(name).length,
      }));
    },
    async listOfRun(runId) {
      const item = database.runs.get(runId)?.item;
      if (item === undefined) return [];
      return [...exporters].map(([name, exporter]) => ({
        ...describe(name, exporter, database.nowMs()),
        sentSeq: findSentSeq(exporter, item),
        lastSeq: item.lastSeq,
      }));
    },
  };
}

function describe(exporter: string, { sinceMs, leaseUntilMs, report, project }: Exporter, nowMs: number) {
  return { exporter, since: new Date(sinceMs).toISOString(), project, isRunning: leaseUntilMs > nowMs, report };
}

function listUnsent(database: MemoryDatabase, known: Exporter | undefined): PendingRun[] {
  if (known === undefined) return [];
  return [...database.runs.values()]
    .filter(({ item }) => Date.parse(item.createdAt) >= known.sinceMs)
    .map(({ item }) => ({ runId: item.id, sentSeq: known.places.get(item.id) ?? 0, lastSeq: item.lastSeq }))
    .filter(({ sentSeq, lastSeq }) => lastSeq > sentSeq);
}

/** What was created while it was off is never sent. */
function turnOn(database: MemoryDatabase, exporter: Exporter, atMs: number): void {
  const { offSinceMs, places } = exporter;
  if (offSinceMs === null) return;
  exporter.offSinceMs = null;
  for (const { item } of database.runs.values()) {
    const createdMs = Date.parse(item.createdAt);
    if (createdMs >= offSinceMs && createdMs < atMs) places.set(item.id, Infinity);
  }
}

function findSentSeq(
  { sinceMs, places }: Exporter,
  { id, createdAt }: { id: string; createdAt: string },
): number | null {
  const seq = places.get(id) ?? 0;
  if (seq === Infinity) return null;
  return seq > 0 || Date.parse(createdAt) >= sinceMs ? seq : null;
}
