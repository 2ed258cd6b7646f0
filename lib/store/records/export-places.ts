import type { ExporterState, ExportPlaces, PendingRun, RunExport } from "../../core/ports/export-places.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { toJsonText } from "../log/json-text.ts";
import { textArray } from "../log/array-literal.ts";

export function createPostgresExportPlaces(sql: RawClient): ExportPlaces {
  return {
    async acquire(exporter, owner, leaseMs, report) {
      const rows = sql`
        insert into exporters as e (name, since, owner, lease_until, report)
        values (${exporter}, date_trunc('milliseconds', now()), ${owner}, now() + ${leaseMs} * interval '1 millisecond', ${toJsonText(report)}::text::jsonb)
        on conflict (name) do update set owner = excluded.owner, lease_until = excluded.lease_until, report = excluded.report,
          since = case when e.is_off then excluded.since else e.since end, is_off = false
          where e.owner = excluded.owner or e.lease_until < now()
        returning name`;
      return (await withDeadline("acquire an exporter", rows)).length === 1;
    },
    async release(exporter, owner) {
      const rows = sql`update exporters set lease_until = now() where name = ${exporter} and owner = ${owner}`;
      await withDeadline("release an exporter", rows);
    },
    async keepOn(names) {
      const rows = sql`update exporters set is_off = true where name <> all(${textArray(names)}::text[]) and lease_until <= now()`;
      await withDeadline("turn off exporters", rows);
    },
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
        from exporters e where not e.is_off order by e.name`;
      return (await withDeadline("list exporters", rows)).map((row) => ({ ...row, since: row.since.toISOString() }));
    },
    async listOfRun(runId) {
      const rows = sql<RunExport & { since: Date }>`
        select e.name as exporter, e.since, e.project, e.lease_until > now() as "isRunning", e.report, r.last_seq as "lastSeq",
          coalesce(p.seq, case when r.created_at >= e.since then 0 end) as "sentSeq"
        from runs r cross join exporters e left join export_places p on p.exporter = e.name and p.run_id = r.id
        where r.id = ${runId} order by e.name`;
      return (await withDeadline("find how far a run is sent", rows)).map((row) => ({
        ...row,
        since: row.since.toISOString(),
      }));
    },
  };
}
