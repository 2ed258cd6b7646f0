import { testRunSpec } from "./run-spec.ts";

export type Execute = (
  text: string,
  values?: readonly unknown[],
) => Promise<{ readonly rows: readonly { readonly [column: string]: unknown }[] }>;

/**
 * Fills the database with many past runs, number 1 the oldest: common and rare values, a skill and titles that only the
 * oldest runs have, others that only the newest have, a tenth of all titles unique, and three runs that have not ended.
 */
export async function seedRuns(execute: Execute, count: number): Promise<void> {
  await execute(RUNS, [count, JSON.stringify(testRunSpec())]);
  await execute(`
    insert into run_scenarios (run_id, scenario_id, position, items, items_done, status)
    select id, scenario_id, position, 100, 100, 'complete'
    from runs, (values ('simple', 0), ('medium', 1), ('complex', 2)) as scale(scenario_id, position)`);
  // the index is recreated afterwards; updating it row by row would take minutes
  const { rows } = await execute("select pg_get_indexdef('run_search_by_grams'::regclass) as made");
  const made = rows[0]?.["made"];
  if (typeof made !== "string") throw new Error("There is no index run_search_by_grams");
  await execute("drop index run_search_by_grams");
  await execute(`
    insert into run_search (run_id, created_at, document)
    select id, created_at, lower(title || chr(10) || skill_id || chr(10) || id) from runs`);
  await execute(made);
  await execute("alter index run_search_by_grams alter column 1 set statistics 0");
  await execute("vacuum analyze runs, run_scenarios, run_search");
}

const RUNS = String.raw`
  insert into runs (id, title, skill_id, sync, hold, seed, spec, status, created_at, started_at, finished_at, last_seq, writer_epoch)
  select 'run_' || substr(time, 1, 8) || '-' || substr(time, 9) || '-7' || substr(chance, 1, 3) || '-a' || substr(chance, 4, 3) || '-' || substr(chance, 7, 12),
    case
      when n % 5000 = 0 then 'Up to 100%_\ of it'
      when n > $1 * 0.9 and n % 3 = 0 then 'Autumn tour, evening ' || n
      when n < $1 * 0.3 and n % 2 = 0 then 'Spring tour, evening ' || n
      when n % 10 = 0 then 'Rehearsal ' || n || ' in ' || (array['Köln', 'Graz', 'Bern'])[1 + pick % 3]
      when n % 1000 = 7 then 'Dress rehearsal'
      else (array['Spam filter, one skill at three scales', 'Film matching: twice the records', 'One web service, three load tests at once', 'Secret scan: which planted keys get away?'])[1 + pick % 4]
    end,
    case when n < $1 * 0.02 then 'retired-skill' else (array['text-classification', 'data-transformation', 'performance-testing', 'security-scanning'])[1 + pick % 4] end,
    case when n % 500 = 3 then 'lock-step' else (array['free-running', 'milestone'])[1 + pick % 2] end,
    'none', n,
    $2::jsonb || jsonb_build_object('notes', jsonb_build_object('simple', (select string_agg(md5(chance || k), ' ') from generate_series(1, 40) as k))),
    case when n > $1 - 3 then 'running' when n % 1000 = 5 then 'cancelled' when n % 50 = 1 then 'failed' when n % 20 = 2 then 'partial' else 'complete' end,
    at, at, case when n <= $1 - 3 then at end, 100, 1
  from generate_series(1, $1::int) as n,
    lateral (select timestamptz '2025-01-01' + n * interval '7 minutes' as at, md5(n::text) as chance, abs(hashint4(n)) as pick) as one,
    lateral (select lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') as time) as clock`;

/** Fills the other tables, as large as they get when nothing is ever deleted. */
export async function seedTheRest(execute: Execute): Promise<void> {
  await execute(
    `create temporary table busy as select id, row_number() over (order by created_at desc) as n from runs order by created_at desc limit 2000`,
  );
  for (const statement of REST) await execute(statement);
  await execute("drop table busy");
  await execute("vacuum analyze");
}

const REST = [
  `update runs set last_seq = case when n <= 5 then 5000 else 20 end from busy where runs.id = busy.id`,
  `insert into run_events (run_id, seq, type, at_ms, at, actor_role, actor_name, body)
   select id, seq, 'scenario.progressed', seq, '2030-01-01T00:00:00.000Z', 'runner', 'runner_1', '{}' from busy, generate_series(1, case when n <= 5 then 5000 else 20 end) as seq`,
  `insert into run_snapshots (run_id, seq, state) select id, seq * 100, jsonb_build_object('lastSeq', seq * 100, 'results', null) from busy, generate_series(1, 10) as seq`,
  `insert into scenario_results (run_id, scenario_id, attempt, from_item, to_item, duration_ms, results)
   select id, scenario, 1, item, item + 1, 1, '[]' from busy, generate_series(1, 10) as item, unnest(array['simple', 'medium']) as scenario`,
  `insert into scenario_checkpoints (id, run_id, scenario_id, attempt, percent, kind, done_ranges, elapsed_ms, quality)
   select 'ckpt_' || id || k, id, 'simple', 1, k, 'milestone', '[]', 1, 1 from busy, generate_series(1, 10) as k`,
  // most are handled; commands sent after the end of a run stay unhandled forever
  `insert into run_commands (id, run_id, type, force, actor, handled_at)
   select 'click_' || k, id, 'pause', false, '{}', case when k <= 8 then now() end from busy, generate_series(1, 10) as k where n > 3`,
  `insert into run_commands (id, run_id, type, force, actor) select 'retry', id, 'retry', false, '{}' from busy where n between 10 and 12`,
  `insert into stages (id, code, run_id) select 'stage_' || n, 'CODE' || n, id from busy`,
  `insert into access_grants (id, role, label, kind, secret_hash, parent_id, expires_at, revoked_at)
   select 'grant_' || n, 'presenter', 'browser', 'session', 'hash_' || n, 'grant_' || n / 1000, case when n > 20 then now() - interval '1 day' end, case when n % 2 = 0 and n > 10 then now() end
   from generate_series(1, 20000) as n`,
  `insert into demos (id, title, summary, sample, spec) select 'demo_' || n, 'Demo', '', false, '{}' from generate_series(1, 3000) as n`,
  `insert into run_inputs (id, skill_id, name, format, rows, checksum, content)
   select 'input_' || n, 'text-classification', 'mails.csv', 'csv', 1, 'sum_' || n, '{}' from generate_series(1, 3000) as n`,
];
