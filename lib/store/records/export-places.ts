import type {
  ExporterState,
  ExportPlaces,
  ExportReport,
  PendingRun,
  RunExport,
} from "../../core/ports/export-places.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { toJsonText } from "../log/json-text.ts";
import { textArray } from "../log/array-literal.ts";

/** Larger than any fact's: nothing of such a run is ever to be sent. */
const NEVER_SENT = 2_147_483_647;
const NOTHING_DONE: ExportReport = { sent: 0, refused: 0, failures: 0, fault: null };

export function createPostgresExportPlaces(sql: RawClient): ExportPlaces {
  return {
    async acquire(exporter, owner, leaseMs, report) {
      const rows = sql`
        insert into exporters as e (name, since, owner, lease_until, report)
        values (${exporter}, date_trunc('milliseconds', now()), ${owner}, now() + ${leaseMs} * interval '1 millisecond', ${toJsonText(report)}::text::jsonb)
        on conflict (name) do update set owner = excluded.owner, lease_until = excluded.lease_until, report = excluded.report
          where e.owner = excluded.owner or e.lease_until < now()
        returning name`;
      return (await withDeadline("acquire an exporter", rows)).length === 1;
    },
    async release(exporter, owner) {
      const rows = sql`update exporters set lease_until = now() where name = ${exporter} and owner = ${owner}`;
      await withDeadline("release an exporter", rows);
    },
    configure: (names, at) => configure(sql, names, at),
    async listPending(exporter, limit, runId) {
      const rows = sql<PendingRun>`
        select r.id as "runId", coalesce(p.seq, 0) as "sentSeq", r.last_seq as "lastSeq"
        from exporters e join runs r on r.created_at >= e.since
        left join export_places p on p.exporter = e.name and p.run_id = r.id
        where e.name = ${exporter} and r.last_seq > coalesce(p.seq, 0) and (${runId ?? null}::text is null or r.id = ${runId ?? null})
        order by r.created_at, r.id limit ${limit}`;
      return [...(await withDeadline("list unsent runs", rows))];
    },
    async save(exporter, runId, seq) {
      const rows = sql`
        insert into export_places as p (exporter, run_id, seq) select ${exporter}, id, ${seq} from runs where id = ${runId}
        on conflict (exporter, run_id) do update set seq = greatest(p.seq, excluded.seq)`;
      await withDeadline("store what was sent", rows);
    },
    async locate(exporter, project) {
      const rows = sql`update exporters set project = ${project} where name = ${exporter}`;
      await withDeadline("store where runs are found", rows);
    },
    async listExporters() {
      const rows = sql<ExporterState & { since: Date }>`
        select e.name as exporter, e.since, e.project, e.lease_until > now() as "isRunning", e.report,
          (select count(*)::int from runs r left join export_places p on p.exporter = e.name and p.run_id = r.id
            where r.created_at >= e.since and r.last_seq > coalesce(p.seq, 0)) as "pendingRuns"
        from exporters e where e.off_since is null order by e.name`;
      return (await withDeadline("list exporters", rows)).map((row) => ({ ...row, since: row.since.toISOString() }));
    },
    async listOfRun(runId) {
      const rows = sql<RunExport & { since: Date }>`
        select e.name as exporter, e.since, e.project, e.lease_until > now() as "isRunning", e.report, r.last_seq as "lastSeq",
          case when p.seq = ${NEVER_SENT} then null when p.seq > 0 then p.seq when r.created_at >= e.since then 0 end as "sentSeq"
        from runs r cross join exporters e left join export_places p on p.exporter = e.name and p.run_id = r.id
        where r.id = ${runId} order by e.name`;
      return (await withDeadline("find how far a run is sent", rows)).map((row) => ({
        ...row,
        since: row.since.toISOString(),
      }));
    },
  };
}

async function configure(sql: RawClient, names: readonly string[], at: string): Promise<boolean> {
  const added = sql`
    insert into exporters (name, since, owner, lease_until, report)
    select name, ${at}::timestamptz, '', now(), ${toJsonText(NOTHING_DONE)}::text::jsonb from unnest(${textArray(names)}::text[]) as name
    on conflict (name) do nothing`;
  await withDeadline("add exporters", added);
  const turnedOn = sql`
    with passed_over as (
      insert into export_places as p (exporter, run_id, seq)
      select e.name, r.id, ${NEVER_SENT} from exporters e join runs r on r.created_at >= e.off_since and r.created_at < ${at}::timestamptz
      where e.name = any(${textArray(names)}::text[])
      on conflict (exporter, run_id) do update set seq = excluded.seq
    )
    update exporters set off_since = null where name = any(${textArray(names)}::text[]) and off_since is not null`;
  await withDeadline("turn on exporters", turnedOn);
  const turnedOff = sql`
    update exporters set off_since = ${at}::timestamptz
    where name <> all(${textArray(names)}::text[]) and off_since is null and lease_until <= now()`;
  await withDeadline("turn off exporters", turnedOff);
  const left = sql`select name from exporters where name <> all(${textArray(names)}::text[]) and off_since is null`;
  return (await withDeadline("find exporters that are on", left)).length > 0;
}
