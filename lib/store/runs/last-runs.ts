import { RECENT_RUNS, type LastRun, type RunStore } from "../../core/ports/run-store.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { textArray } from "../log/array-literal.ts";

type Row = { demo_id: string; run_id: string; active_ms: number; items: number[] };

/** Reads the index of complete runs by skill backwards, and stops at each demo's first. */
export function createLastRunFinder(client: RawClient): RunStore["findLastRuns"] {
  return async function findLastRuns(demos) {
    if (demos.length === 0) return new Map<string, LastRun>();
    const found = client<Row>`
      select demo.id as demo_id, last.id as run_id, size.active_ms, size.items
      from unnest(${textArray(demos.map(({ id }) => id))}::text[], ${textArray(demos.map(({ skillId }) => skillId))}::text[]) as demo(id, skill_id)
      cross join lateral (
        select recent.id from (
          select id, created_at, spec ->> 'demoId' as demo_id from runs
          where skill_id = demo.skill_id and status = 'complete'
          order by created_at desc, id desc limit ${RECENT_RUNS}) recent
        where recent.demo_id = demo.id
        order by recent.created_at desc, recent.id desc limit 1) last
      cross join lateral (
        select max(elapsed_ms) as active_ms, json_agg(items order by position) as items
        from run_scenarios where run_id = last.id) size`;
    const rows = await withDeadline("read last runs", found);
    return new Map(
      rows.map(({ demo_id, run_id, active_ms, items }) => [demo_id, { runId: run_id, activeMs: active_ms, items }]),
    );
  };
}
