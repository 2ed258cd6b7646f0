import type { RunOwner, RunOwnership } from "../../core/ports/run-ownership.ts";
import { numberArray, textArray } from "../log/array-literal.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";

/** Leases use the database's clock only, because the runners' clocks may differ or jump. */
export function createPostgresRunOwnership(sql: RawClient): RunOwnership {
  return {
    async claim(runId, owner) {
      const rows = sql<{ epoch: number; crashes: number; downtimeMs: number | null }>`
        with before as (select id, lease_owner, last_alive_at, writer_epoch from runs where id = ${runId} for update)
        update runs set writer_epoch = runs.writer_epoch + 1, lease_until = now() + interval '5 s', last_alive_at = now(),
          lease_owner = ${JSON.stringify(owner)}::text::jsonb, crash_count = crash_count + (before.lease_owner is not null)::int
        from before
        where runs.id = before.id and (finished_at is null or exists (
            select 1 from run_commands where run_id = runs.id and type = 'retry' and handled_at is null))
          and (lease_until is null or lease_until < now())
        returning runs.writer_epoch as epoch, crash_count as crashes,
          case when before.writer_epoch > 0 then extract(epoch from now() - before.last_alive_at)::float8 * 1000 end as "downtimeMs"`;
      const row = (await withDeadline("claim a run", rows))[0];
      return row === undefined ? null : { runId, ...row };
    },

    async renew(claims) {
      const rows = sql<{ id: string; epoch: number }>`
        with held as (
          update runs set lease_until = now() + interval '5 s', last_alive_at = now()
          from unnest(${textArray(claims.map((claim) => claim.runId))}::text[], ${numberArray(claims.map((claim) => claim.epoch))}::int[]) as claim(id, epoch)
          where runs.id = claim.id and runs.writer_epoch = claim.epoch and lease_owner is not null
          returning runs.id, claim.epoch)
        select id, epoch, pg_notify('run_heartbeats', id) from held`;
      const held = new Set((await withDeadline("renew leases", rows, 4_000)).map((row) => `${row.id}:${row.epoch}`));
      return claims.filter((claim) => held.has(`${claim.runId}:${claim.epoch}`));
    },

    async release(claim) {
      const rows = sql`
        update runs set lease_until = null, lease_owner = null, last_alive_at = now()
        where id = ${claim.runId} and writer_epoch = ${claim.epoch}`;
      await withDeadline("release a run", rows);
    },

    async findUnowned(which = "all") {
      const rows = sql<{ id: string }>`
        select id from (
          select id, created_at, lease_until, status from runs where finished_at is null
          union
          select runs.id, runs.created_at, runs.lease_until, status from run_commands join runs on runs.id = run_id
          where run_commands.type = 'retry' and handled_at is null) as wanted
        where (lease_until is null or lease_until < now()) and (${which} = 'all' or status in ('holding', 'paused')) order by created_at limit 1000`;
      return (await withDeadline("find runs without a runner", rows)).map((row) => row.id);
    },

    async endLeasesOfDeadProcesses({ machineId, processSpace }, isAlive) {
      const rows = sql<{ id: string; epoch: number; owner: RunOwner }>`
        select id, writer_epoch as epoch, lease_owner as owner from runs
        where finished_at is null and lease_until > now()
          and lease_owner->>'machineId' = ${machineId} and lease_owner->>'processSpace' = ${processSpace}::text`;
      const dead = (await withDeadline("find leases", rows)).filter(
        ({ owner }) => !isAlive(owner.pid, owner.processStartedAt),
      );
      const freed = sql<{ id: string }>`
        update runs set lease_until = now() - interval '1 ms'
        from unnest(${textArray(dead.map((row) => row.id))}::text[], ${numberArray(dead.map((row) => row.epoch))}::int[]) as lease(id, epoch)
        where runs.id = lease.id and runs.writer_epoch = lease.epoch returning runs.id`;
      return (await withDeadline("end leases", freed)).map((row) => row.id);
    },
  };
}
