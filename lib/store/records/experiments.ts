import { toRequest, type Experiment, type Experiments } from "../../core/ports/experiments.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { toJsonText } from "../log/json-text.ts";

export function createPostgresExperiments(sql: RawClient): Experiments {
  return {
    async request(exporter, runId, requestedAt) {
      const experiment = toJsonText(toRequest(requestedAt));
      // the exporter reads the log's notices
      const rows = sql`
        with asked as (
          insert into export_places as p (exporter, run_id, seq, experiment)
          select ${exporter}, id, 0, ${experiment}::text::jsonb from runs where id = ${runId}
          on conflict (exporter, run_id) do update set experiment = excluded.experiment
            where p.experiment->>'status' is distinct from 'requested'
          returning run_id)
        select pg_notify('run_events', a.run_id || ':' || r.last_seq) from asked a join runs r on r.id = a.run_id`;
      return (await withDeadline("request an experiment", rows)).length === 1;
    },
    async find(exporter, runId) {
      const rows = sql<{ experiment: Experiment | null }>`
        select experiment from export_places where exporter = ${exporter} and run_id = ${runId}`;
      return (await withDeadline("find an experiment", rows))[0]?.experiment ?? null;
    },
    async listRequested(exporter) {
      const rows = sql<{ runId: string; experiment: Experiment }>`
        select run_id as "runId", experiment from export_places
        where exporter = ${exporter} and experiment->>'status' = 'requested'
        order by experiment->>'requestedAt', run_id`;
      return [...(await withDeadline("list experiments", rows))];
    },
    async save(exporter, runId, experiment) {
      const rows = sql`
        update export_places set experiment = ${toJsonText(experiment)}::text::jsonb
        where exporter = ${exporter} and run_id = ${runId}`;
      await withDeadline("store an experiment", rows);
    },
  };
}
