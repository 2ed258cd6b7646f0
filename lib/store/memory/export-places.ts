import type { ExportPlaces, ExportReport, PendingRun } from "../../core/ports/export-places.ts";
import type { MemoryDatabase } from "./memory-database.ts";

type Exporter = {
  sinceMs: number;
  isOff: boolean;
  readonly places: Map<string, number>;
  owner: string;
  leaseUntilMs: number;
  report: ExportReport;
  project: string | null;
};

export function createMemoryExportPlaces(database: MemoryDatabase): ExportPlaces {
  const exporters = new Map<string, Exporter>();
  const listOf = (name: string) => listUnsent(database, exporters.get(name));
  return {
    async acquire(name, owner, leaseMs, report) {
      const nowMs = database.nowMs();
      const fresh = { sinceMs: nowMs, isOff: false, owner, leaseUntilMs: nowMs, report, project: null };
      const known = exporters.get(name) ?? { ...fresh, places: new Map() };
      if (known.owner !== owner && known.leaseUntilMs >= nowMs) return false;
      const sinceMs = known.isOff ? nowMs : known.sinceMs;
      exporters.set(
        name,
        Object.assign(known, { owner, leaseUntilMs: nowMs + leaseMs, report, sinceMs, isOff: false }),
      );
      return true;
    },
    async release(name, owner) {
      const known = exporters.get(name);
      if (known?.owner === owner) known.leaseUntilMs = -Infinity;
    },
    async keepOn(names) {
      for (const [name, exporter] of exporters)
        if (!names.includes(name) && exporter.leaseUntilMs <= database.nowMs()) exporter.isOff = true;
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
      const on = [...exporters].filter(([, { isOff }]) => !isOff);
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
        sentSeq: exporter.places.get(runId) ?? (Date.parse(item.createdAt) >= exporter.sinceMs ? 0 : null),
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
