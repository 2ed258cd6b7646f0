import { type Claim, type RunWriter, StaleWriterError } from "../../core/ports/event-log.ts";
import { buildAppend, prepareAppend, type PreparedAppend } from "./append-statement.ts";
import type { RawClient } from "../connection/clients.ts";
import { StatementTimeoutError, withDeadline } from "../connection/errors.ts";
import { createNoticeThrottle } from "./notice-throttle.ts";

type Waiting = {
  readonly prepared: PreparedAppend;
  readonly resolve: (taken: { firstSeq: number; lastSeq: number }) => void;
  readonly reject: (error: unknown) => void;
};

/** A larger statement costs more than two smaller ones. */
const MAX_EVENTS_PER_FLUSH = 2_000;
const MAX_ATTEMPTS = 3;

/** Group commit without a timer: appends that arrive during a flush go out together in the next one. */
export function createRunWriter(sql: RawClient, claim: Claim): RunWriter {
  const { runId, epoch } = claim;
  const notices = createNoticeThrottle(sql, runId);
  let waiting: Waiting[] = [];
  let flushing: Promise<void> | null = null;
  let failure: unknown = null;

  async function flushAll(): Promise<void> {
    // appends made in the same turn of the event loop share the first flush
    await Promise.resolve();
    while (waiting.length > 0) await flushOnce(takeBatch());
    flushing = null;
  }

  function takeBatch(): Waiting[] {
    let events = 0;
    const fits = waiting.findIndex(({ prepared }) => (events += eventCount(prepared)) > MAX_EVENTS_PER_FLUSH);
    const count = fits === -1 ? waiting.length : Math.max(1, fits);
    return waiting.splice(0, count);
  }

  async function flushOnce(batch: readonly Waiting[]): Promise<void> {
    try {
      const lastSeq = await store(batch.map(({ prepared }) => prepared));
      let nextSeq = lastSeq + 1 - batch.reduce((sum, { prepared }) => sum + eventCount(prepared), 0);
      for (const { prepared, resolve } of batch) {
        const firstSeq = nextSeq;
        nextSeq += eventCount(prepared);
        resolve({ firstSeq, lastSeq: nextSeq - 1 });
      }
    } catch (error) {
      failure = error;
      for (const { reject } of [...batch, ...waiting]) reject(error);
      waiting = [];
    }
  }

  async function store(appends: readonly PreparedAppend[]): Promise<number> {
    const { text, parameters } = buildAppend(runId, { epoch }, appends, notices.isDue());
    const send = () => withDeadline("append events", sql.run<{ last_seq: number }>(text, parameters));
    const rows = await repeatCancelled(send);
    const lastSeq = rows[0]?.last_seq;
    if (lastSeq === undefined)
      throw new StaleWriterError(`Epoch ${epoch} of ${runId} is over: another runner has taken the run`);
    notices.stored(lastSeq);
    return lastSeq;
  }

  return {
    append(append) {
      if (failure !== null) return Promise.reject(failure);
      return new Promise((resolve, reject) => {
        waiting.push({ prepared: prepareAppend(append), resolve, reject });
        flushing ??= flushAll();
      });
    },
    async idle() {
      while (flushing !== null) await flushing;
      await notices.settled();
    },
  };
}

/** A statement that the server cancelled has stored nothing, so it is sent again. */
async function repeatCancelled<Value>(send: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof StatementTimeoutError) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

function eventCount({ append }: PreparedAppend): number {
  return append.events.length;
}
