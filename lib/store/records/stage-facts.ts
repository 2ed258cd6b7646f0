import type { StageStore } from "../../core/ports/stage-store.ts";
import type { StageFact } from "../../core/stage/stage-facts.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { toJsonText } from "../log/json-text.ts";

/** What was done on a stage. */
export function createStageFacts(sql: RawClient): Pick<StageStore, "addFact" | "readFacts"> {
  return {
    async addFact(stageId, { seq, runId, runAtMs, at, actor, change }, programme) {
      const rows = sql`
        with changed as (
            update stages set programme = ${toJsonText(programme)}::text::jsonb
            where id = ${stageId} and coalesce((programme ->> 'seq')::int, 0) = ${seq - 1} returning id),
          added as (
            insert into stage_facts (stage_id, seq, run_id, run_at_ms, at, actor, change)
            select id, ${seq}, ${runId}, ${runAtMs}, ${at}, ${toJsonText(actor)}::text::jsonb, ${toJsonText(change)}::text::jsonb from changed
            returning stage_id)
        select pg_notify('stages', stage_id) from added`;
      return (await withDeadline("record what the stage shows", rows)).length > 0;
    },

    async readFacts(stageId, runId) {
      const rows = sql<Omit<StageFact, "at"> & { at: Date }>`
        select seq, run_id as "runId", run_at_ms as "runAtMs", at, actor, change from stage_facts
        where stage_id = ${stageId} and run_id = ${runId} order by seq`;
      return [...(await withDeadline("read what the stage showed", rows))].map((row) => ({
        ...row,
        at: row.at.toISOString(),
      }));
    },
  };
}
