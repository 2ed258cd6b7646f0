import type { RunStore } from "../../core/ports/run-store.ts";
import { withOneConnection } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";

/** A run of millions of facts takes longer than a statement may on the shared connections. */
const DEADLINE_MS = 300_000;

/** Deletes a run in one statement, so that no part of it stays behind. Foreign keys take the tables that are not named. */
export function createRunRemover(databaseUrl: string): RunStore["remove"] {
  return async (runId) => {
    const removing = withOneConnection(databaseUrl, async (sql) => {
      const removed = await sql`
        with gone as (
          delete from runs where id = ${runId} and finished_at is not null and (lease_until is null or lease_until < now())
          returning id),
        events as (delete from run_events using gone where run_id = gone.id),
        results as (delete from scenario_results using gone where run_id = gone.id),
        shown as (select stages.id from stages, gone where stages.run_id = gone.id)
        select gone.id, (select count(pg_notify('stages', shown.id)) from shown) as stages from gone`;
      if (removed.length > 0) return "removed";
      return (await sql`select 1 from runs where id = ${runId}`).length > 0 ? "in-use" : "unknown";
    });
    return await withDeadline("delete a run", removing, DEADLINE_MS);
  };
}
