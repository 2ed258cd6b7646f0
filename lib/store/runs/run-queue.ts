import { PgBoss } from "pg-boss";
import type { RunQueue } from "../../core/ports/run-ownership.ts";
import { parseConnection } from "../connection/connection.ts";
import { withDeadline } from "../connection/errors.ts";

const QUEUE = "runs";
/** While the runner is full they stay unclaimed, so other runners still find them. */
const JOBS_A_FETCH = 4;
/** pg-boss's limit for a job. A run may hold for a whole talk; the deadline that counts is our lease. */
const LONGEST_RUN_SECONDS = 24 * 60 * 60 - 1;

/** pg-boss with its own pg pool and listener. `onError` receives background errors, from which pg-boss recovers by itself. */
export function createPostgresRunQueue(databaseUrl: string, onError: (error: unknown) => void): RunQueue {
  let starting: Promise<PgBoss> | null = null;

  function start(): Promise<PgBoss> {
    starting ??= startBoss(databaseUrl, onError).catch((error: unknown) => {
      starting = null; // the next call tries again
      throw error;
    });
    return starting;
  }

  return {
    async send(runId) {
      const boss = await withDeadline("start the queue", start());
      // returns null when the run is queued already
      await withDeadline("queue a run", boss.send(QUEUE, { runId }, { singletonKey: runId }));
    },

    async work(handle) {
      const boss = await withDeadline("start the queue", start());
      const options = {
        // runs that are queued together arrive with one notice; with single jobs the second would wait for the next poll
        batchSize: JOBS_A_FETCH,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 5,
      };
      await boss.work<{ runId: string }>(QUEUE, options, async (jobs) => {
        for (const job of jobs) await handle(job.data.runId);
      });
    },

    async stop() {
      const boss = await starting?.catch(() => null);
      await boss?.stop({ graceful: true, timeout: 3_000 });
    },
  };
}

async function startBoss(databaseUrl: string, onError: (error: unknown) => void): Promise<PgBoss> {
  const { ssl, ...connection } = parseConnection(databaseUrl);
  const boss = new PgBoss({
    ...connection,
    ...(ssl === undefined ? {} : { ssl }),
    application_name: "triptych-queue",
    max: 4,
    connectionTimeoutMillis: 5_000,
    options: "-c statement_timeout=15000",
    schedule: false,
    useListenNotify: true,
    registerInstance: false,
    notifyHeartbeatIntervalMs: 5_000,
  });
  boss.on("error", onError);
  try {
    return await openQueue(boss);
  } catch (error) {
    // the next call starts another one
    await boss.stop({ graceful: false }).catch(onError);
    throw error;
  }
}

async function openQueue(boss: PgBoss): Promise<PgBoss> {
  await boss.start();
  // "short": one waiting job per run. Active jobs do not block, since the job of a killed runner stays active
  const options = {
    retryLimit: 0,
    expireInSeconds: LONGEST_RUN_SECONDS,
    deleteAfterSeconds: 24 * 60 * 60,
    notify: true,
  };
  await boss.createQueue(QUEUE, { policy: "short", ...options });
  return boss;
}
