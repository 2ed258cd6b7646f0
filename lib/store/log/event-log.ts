import type {
  EventLog,
  LogNotice,
  ResultSegment,
  ScenarioCheckpoint,
  TimedSegment,
} from "../../core/ports/event-log.ts";
import { completeResults, renewResults } from "../../core/judgement/older-judgement.ts";
import { foldRun } from "../../core/reduce/reduce.ts";
import type { RunEvent } from "../../core/run/events.ts";
import type { RunState } from "../../core/run/state.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { type EventRow, toBodyJson, toRunEvent } from "./event-rows.ts";
import type { NoticeListener } from "../connection/listener.ts";
import { textArray } from "./array-literal.ts";
import { buildAppend, prepareAppend } from "./append-statement.ts";
import { createRunWriter } from "./run-writer.ts";

export function createPostgresEventLog(sql: RawClient, listener: NoticeListener): EventLog {
  return {
    async read(runId, afterSeq, limit) {
      return (await readStored(sql, runId, afterSeq, limit)).map(completeResults);
    },

    async readSnapshot(runId, atSeq) {
      const state = await readStoredSnapshot(sql, runId, atSeq);
      return state === null ? null : renewResults(state);
    },

    async readState(runId) {
      const snapshot = await readStoredSnapshot(sql, runId);
      const state = foldRun(await readStored(sql, runId, snapshot?.lastSeq ?? 0), snapshot);
      return state === null ? null : renewResults(state);
    },

    async readSegments(runId, scenarioId) {
      const rows = sql<ResultSegment>`
        select scenario_id as "scenarioId", attempt, from_item as "fromItem", to_item as "toItem", duration_ms as "durationMs", results
        from scenario_results where run_id = ${runId} and scenario_id = ${scenarioId} order by id`;
      return [...(await withDeadline("read results", rows))];
    },

    async readTimedSegments(runId, afterId, throughSeq) {
      const rows = sql<TimedSegment & { id: string }>`
        select id, coalesce(seq, 0) as seq, scenario_id as "scenarioId", attempt, coalesce(batches, '[]') as batches,
          jsonb_path_query_array(results, '$[*] ? (exists(@.call))') as calls
        from scenario_results where run_id = ${runId} and id > ${afterId} and coalesce(seq, 0) <= ${throughSeq} order by id`;
      return (await withDeadline("read batches", rows)).map((row) => ({ ...row, id: Number(row.id) }));
    },

    async readCheckpoints(runId) {
      const rows = sql<ScenarioCheckpoint & { createdAt: Date }>`
        select scenario_id as "scenarioId", attempt, percent, kind, done_ranges as "doneRanges", elapsed_ms as "elapsedMs", quality,
          created_at as "createdAt"
        from scenario_checkpoints where run_id = ${runId} order by id`;
      return (await withDeadline("read checkpoints", rows)).map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
      }));
    },

    async appendStageFact(runId, event, handledCommandIds = []) {
      const rows = sql<{ last_seq: number }>`
        with head as (update runs set last_seq = last_seq + 1 where id = ${runId} returning last_seq),
        fact as (
          insert into run_events (run_id, seq, type, at_ms, at, actor_role, actor_name, body)
          select ${runId}, last_seq, ${event.type}, ${event.atMs}, ${event.at}, ${event.actor.role}, ${event.actor.name}, ${toBodyJson(event)}::text::jsonb
          from head),
        handled as (
          update run_commands set handled_at = now() from head where run_id = ${runId} and id = any(${textArray(handledCommandIds)}::text[]))
        select last_seq, pg_notify('run_events', ${runId} || ':' || last_seq) from head`;
      const seq = (await withDeadline("append a stage fact", rows))[0]?.last_seq;
      if (seq === undefined) throw new Error(`There is no run ${runId} to append ${event.type} to`);
      return { seq };
    },

    async finishUnclaimed(runId, afterSeq, append) {
      const { text, parameters } = buildAppend(runId, { unclaimedAfterSeq: afterSeq }, [prepareAppend(append)], true);
      return (await withDeadline("end a run", sql.run(text, parameters))).length === 1;
    },

    openWriter: (claim) => createRunWriter(sql, claim),
    subscribe: (notify) => subscribeToLog(listener, notify),
  };
}

/** As it was stored, perhaps by an older version. */
async function readStored(sql: RawClient, runId: string, afterSeq: number, limit?: number): Promise<RunEvent[]> {
  const rows = sql<EventRow>`
    select seq, type, at_ms, at, actor_role, actor_name, body from run_events
    where run_id = ${runId} and seq > ${afterSeq} order by seq limit ${limit ?? null}`;
  return (await withDeadline("read events", rows)).map(toRunEvent);
}

async function readStoredSnapshot(sql: RawClient, runId: string, atSeq = 2_147_483_647): Promise<RunState | null> {
  const rows = sql<{ state: RunState }>`
    select state from run_snapshots where run_id = ${runId} and seq <= ${atSeq} order by seq desc limit 1`;
  return (await withDeadline("read a snapshot", rows))[0]?.state ?? null;
}

async function subscribeToLog(
  listener: NoticeListener,
  notify: (notice: LogNotice) => void,
): Promise<() => Promise<void>> {
  const stopEvents = await listener.subscribe("run_events", {
    onNotice(payload) {
      const [runId = "", seq] = payload.split(":");
      notify({ kind: "events", runId, seq: Number(seq) });
    },
    onRelisten: () => notify({ kind: "relisten" }),
  });
  const stopHeartbeats = await listener.subscribe("run_heartbeats", {
    onNotice: (runId) => notify({ kind: "heartbeat", runId }),
    onRelisten: () => undefined,
  });
  return async () => {
    await stopEvents();
    await stopHeartbeats();
  };
}
