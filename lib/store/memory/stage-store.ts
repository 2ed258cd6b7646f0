import type { Stage, StageStore } from "../../core/ports/stage-store.ts";
import { INITIAL_PROGRAMME } from "../../core/stage/programme.ts";
import type { MemoryDatabase } from "./memory-database.ts";

export function createMemoryStageStore(database: MemoryDatabase): StageStore {
  const { stages } = database;
  let defaultId: string | null = null;

  function requireStage(id: string): Stage {
    const stage = stages.get(id);
    if (stage === undefined) throw new Error(`There is no stage ${id}`);
    return stage;
  }

  function freeCode(newCode: () => string): string {
    for (let attempt = 0; attempt < 20; attempt++) {
      const code = newCode();
      if ([...stages.values()].every((stage) => stage.code !== code)) return code;
    }
    throw new Error("No free join code found in 20 attempts");
  }

  return {
    async ensureDefault({ id, newCode }) {
      if (defaultId === null) {
        stages.set(id, { id, code: freeCode(newCode), runId: null, expiresAt: null, programme: INITIAL_PROGRAMME });
        defaultId = id;
      }
      return requireStage(defaultId);
    },
    async findByCode(code) {
      const stage = [...stages.values()].find((candidate) => candidate.code === code);
      const ended = stage !== undefined && stage.expiresAt !== null && Date.parse(stage.expiresAt) <= database.nowMs();
      return stage === undefined || ended ? null : stage;
    },
    get: async (id) => stages.get(id) ?? null,
    async setRun(stageId, runId) {
      stages.set(stageId, { ...requireStage(stageId), runId });
      database.stageNotices.publish(stageId);
    },
    async addFact(stageId, fact, programme) {
      const facts = database.stageFacts.get(stageId) ?? [];
      if (fact.seq !== facts.length + 1) return false;
      database.stageFacts.set(stageId, [...facts, structuredClone(fact)]);
      stages.set(stageId, { ...requireStage(stageId), programme: structuredClone(programme) });
      database.stageNotices.publish(stageId);
      return true;
    },
    readFacts: async (stageId, runId) =>
      (database.stageFacts.get(stageId) ?? []).filter((fact) => fact.runId === runId),
    async renewCode(stageId, newCode) {
      const stage = { ...requireStage(stageId), code: freeCode(newCode) };
      stages.set(stageId, stage);
      database.stageNotices.publish(stageId);
      return stage;
    },
    subscribe: (listener) => database.stageNotices.subscribe(listener),
  };
}
