import { STORAGE_PARTS, type Storage } from "../../core/ports/storage.ts";
import type { DemoStore } from "../../core/ports/run-store.ts";
import type { MemoryDatabase } from "./memory-database.ts";

const DAY_MS = 86_400_000;

/** Takes no space that could run out. */
export function createMemoryStorage(database: MemoryDatabase, demos: Pick<DemoStore, "list">): Storage {
  return {
    probe: async () => undefined,
    reportShortage: async (shortage) => database.shortageNotices.publish(shortage),
    subscribe: (listener) => database.shortageNotices.subscribe(listener),
    measure: async () => ({
      parts: STORAGE_PARTS.map((part) => ({ part, bytes: 0, rows: null })),
      totalBytes: 0,
      freeBytes: null,
    }),
    async clear() {
      const beforeMs = database.nowMs() - DAY_MS;
      return {
        grants: clearGrants(database, beforeMs),
        commands: clearCommands(database, beforeMs),
        inputs: await clearInputs(database, demos, beforeMs),
      };
    },
  };
}

function clearGrants({ grants }: MemoryDatabase, beforeMs: number): number {
  const before = grants.size;
  const ended = [...grants.values()].filter(
    ({ kind, role, revokedMs, expiresAt }) =>
      (kind === "session" || role === "reviewer") &&
      ((revokedMs !== null && revokedMs < beforeMs) || (expiresAt !== null && Date.parse(expiresAt) < beforeMs)),
  );
  for (const { id: endedId } of ended) {
    for (const { id, parentId } of grants.values()) if (id === endedId || parentId === endedId) grants.delete(id);
  }
  return before - grants.size;
}

function clearCommands(database: MemoryDatabase, beforeMs: number): number {
  const before = database.commands.length;
  database.commands = database.commands.filter(({ command, handled }) => {
    const finishedAt = database.runs.get(command.runId)?.item.finishedAt ?? null;
    const isOld = finishedAt !== null && Date.parse(finishedAt) < beforeMs;
    return !isOld || (!handled && command.type === "retry");
  });
  return before - database.commands.length;
}

async function clearInputs(
  { inputs, runs }: MemoryDatabase,
  demos: Pick<DemoStore, "list">,
  beforeMs: number,
): Promise<number> {
  const ofRuns = [...runs.values()].flatMap(({ events: [queued] }) =>
    queued?.type === "run.queued" ? [queued.spec] : [],
  );
  const specs = [...ofRuns, ...(await demos.list()).map(({ spec }) => spec)];
  const used = new Set(specs.map(({ input }) => input?.inputId));
  const unused = [...inputs.values()].filter(({ head }) => Date.parse(head.createdAt) < beforeMs && !used.has(head.id));
  for (const { head } of unused) inputs.delete(head.id);
  return unused.length;
}
