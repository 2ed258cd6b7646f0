import { toRequest, type Experiment, type Experiments } from "../../core/ports/experiments.ts";
import type { MemoryDatabase } from "./memory-database.ts";

export function createMemoryExperiments(database: MemoryDatabase): Experiments {
  const experiments = new Map<string, Experiment>();
  const keyOf = (exporter: string, runId: string) => JSON.stringify([exporter, runId]);
  const find = (exporter: string, runId: string) =>
    database.runs.has(runId) ? (experiments.get(keyOf(exporter, runId)) ?? null) : null;
  return {
    async request(exporter, runId, requestedAt) {
      const run = database.runs.get(runId);
      if (run === undefined || find(exporter, runId)?.status === "requested") return false;
      experiments.set(keyOf(exporter, runId), toRequest(requestedAt));
      database.logNotices.publish({ runId, seq: run.item.lastSeq });
      return true;
    },
    async find(exporter, runId) {
      return find(exporter, runId);
    },
    async listRequested(exporter) {
      return [...database.runs.keys()]
        .flatMap((runId) => {
          const experiment = find(exporter, runId);
          return experiment?.status === "requested" ? [{ runId, experiment }] : [];
        })
        .toSorted((one, other) => (one.experiment.requestedAt < other.experiment.requestedAt ? -1 : 1));
    },
    async save(exporter, runId, experiment) {
      if (find(exporter, runId) !== null) experiments.set(keyOf(exporter, runId), experiment);
    },
  };
}
