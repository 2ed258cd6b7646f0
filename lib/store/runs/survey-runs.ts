import type { RunStore, RunSurvey } from "../../core/ports/run-store.ts";
import { RUN_STATUSES, type RunStatus } from "../../core/run/statuses.ts";
import type { RawClient } from "../connection/clients.ts";
import { textArray } from "../log/array-literal.ts";
import { withDeadline } from "../connection/errors.ts";

/** Each status is counted by itself, since that alone stays within an index; all else reads only what waits, or the newest rows. */
export function createRunSurvey(client: RawClient): RunStore["survey"] {
  return async function survey({ active, ended }) {
    const rows = client<RunSurvey>`
      select
        (select jsonb_object_agg(named, (select count(*) from runs where status = named))
          from unnest(${textArray(RUN_STATUSES)}::text[]) as named) as "byStatus",
        (select count(*)::int from runs
          where status = 'queued' and (lease_until is null or lease_until < now())) as "waitingRuns",
        (select count(*)::int from runs join run_commands on run_id = runs.id
          where finished_at is null and handled_at is null) as "waitingCommands",
        (select count(*)::int from runs where finished_at is null) as unended,
        (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'lastSeq', last_seq)), '[]') from (
          select id, last_seq from runs where finished_at is null order by id desc limit ${active}) as newest) as active,
        (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'lastSeq', last_seq)), '[]') from (
          select id, last_seq from run_search join runs on id = run_id
          where finished_at is not null
          order by run_search.created_at desc, run_id desc limit ${ended}) as newest) as ended`;
    const [row] = await withDeadline("survey the runs", rows);
    if (row === undefined) throw new Error("The survey of the runs has no row");
    return row;
  };
}

/** Every status, also those of which there are no runs. */
export function countEach(count: (status: RunStatus) => number): RunSurvey["byStatus"] {
  return Object.fromEntries(RUN_STATUSES.map((status) => [status, count(status)])) as RunSurvey["byStatus"];
}
