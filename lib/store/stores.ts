import type { CommandInbox } from "../core/ports/command-inbox.ts";
import type { EventLog } from "../core/ports/event-log.ts";
import type { Experiments } from "../core/ports/experiments.ts";
import type { ExportPlaces } from "../core/ports/export-places.ts";
import type { InputStore } from "../core/ports/input-store.ts";
import type { RunOwnership, RunQueue } from "../core/ports/run-ownership.ts";
import type { DemoStore, GrantStore, RunStore } from "../core/ports/run-store.ts";
import type { StageStore } from "../core/ports/stage-store.ts";
import type { Storage } from "../core/ports/storage.ts";
import type { RunnerPresence } from "../core/ports/runner-presence.ts";
import { createDrizzleClient, createRawClient } from "./connection/clients.ts";
import { createPostgresCommandInbox } from "./runs/command-inbox.ts";
import { parseConnection } from "./connection/connection.ts";
import { createPostgresDemoStore } from "./records/demo-store.ts";
import { createDialer } from "./connection/dial.ts";
import { withDeadline } from "./connection/errors.ts";
import { createPostgresEventLog } from "./log/event-log.ts";
import { createPostgresExperiments } from "./records/experiments.ts";
import { createPostgresExportPlaces } from "./records/export-places.ts";
import { createPostgresGrantStore } from "./records/grant-store.ts";
import { createPostgresInputStore } from "./records/input-store.ts";
import { createNoticeListener } from "./connection/listener.ts";
import { createPostgresRunOwnership } from "./runs/run-ownership.ts";
import { createPostgresRunQueue } from "./runs/run-queue.ts";
import { createPostgresRunnerPresence } from "./runs/runner-presence.ts";
import { createPostgresRunStore } from "./runs/run-store.ts";
import { createPostgresStageStore } from "./records/stage-store.ts";
import { createPostgresStorage } from "./records/storage.ts";
import { createRunRemover } from "./runs/remove-run.ts";

export type Stores = {
  readonly log: EventLog;
  readonly ownership: RunOwnership;
  readonly commands: CommandInbox;
  readonly runs: RunStore;
  readonly demos: DemoStore;
  readonly stages: StageStore;
  readonly grants: GrantStore;
  readonly inputs: InputStore;
  readonly storage: Storage;
  readonly exports: ExportPlaces;
  readonly experiments: Experiments;
  readonly queue: RunQueue;
  readonly runners: RunnerPresence;
  /** Round-trip time to the database, ms; rejects with DatabaseUnavailableError. */
  ping(): Promise<number>;
  close(): Promise<void>;
};

/** All stores on one migrated PostgreSQL. Connects on first use, so an unavailable database does not fail here. */
export async function createStores(options: {
  databaseUrl: string;
  onError?: (error: unknown) => void;
}): Promise<Stores> {
  const { databaseUrl, onError = () => undefined } = options;
  const dialer = createDialer(parseConnection(databaseUrl));
  const sql = createRawClient(dialer, 6);
  const db = createDrizzleClient(dialer, 3);
  const listener = createNoticeListener(dialer);
  const queue = createPostgresRunQueue(databaseUrl, onError);
  return {
    log: createPostgresEventLog(sql, listener),
    ownership: createPostgresRunOwnership(sql),
    commands: createPostgresCommandInbox(sql, listener),
    runs: { ...createPostgresRunStore(sql, db), remove: createRunRemover(databaseUrl) },
    demos: createPostgresDemoStore(db),
    stages: createPostgresStageStore(sql, listener),
    grants: createPostgresGrantStore(db),
    inputs: createPostgresInputStore(db),
    storage: createPostgresStorage(sql, listener),
    exports: createPostgresExportPlaces(sql),
    experiments: createPostgresExperiments(sql),
    queue,
    runners: createPostgresRunnerPresence(sql, listener),
    async ping() {
      const startedAt = performance.now();
      await withDeadline("ping", sql`select 1`, 2_000);
      return performance.now() - startedAt;
    },
    async close() {
      await Promise.allSettled([queue.stop(), listener.close(), sql.end(), db.end()]);
      dialer.close();
    },
  };
}
