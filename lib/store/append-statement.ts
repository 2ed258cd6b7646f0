import type { Append } from "../core/ports/event-log.ts";
import { newId } from "../ids.ts";
import type { Value } from "./clients.ts";
import { textArray, textElements } from "./array-literal.ts";
import { toBodyJson } from "./event-rows.ts";
import { toJsonText } from "./json-text.ts";
import { computeRunPatch } from "./list-columns.ts";

export type Statement = { readonly text: string; readonly parameters: Value[] };

/**
 * Everything that belongs together as one statement. It takes the next numbers from the run's row, so appends of one
 * run queue up there; under another epoch that row is not found and nothing is written.
 */
export function buildAppend(
  runId: string,
  epoch: number,
  prepared: readonly PreparedAppend[],
  notify: boolean,
): Statement {
  const appends = prepared.map(({ append }) => append);
  const patch = computeRunPatch(appends);
  const eventCount = appends.reduce((count, append) => count + append.events.length, 0);
  const parameters: Statement["parameters"] = [
    runId,
    epoch,
    eventCount,
    patch.runMs,
    patch.status,
    patch.startedAt,
    patch.finishedAt,
    notify,
    patch.isReopened,
    patch.forgetsCrashes,
  ];
  const bind = (value: string): string => `$${parameters.push(value)}`;
  const parts = [
    takeNumbers,
    insertEvents(prepared, bind),
    ...(patch.scenarios.length === 0 ? [] : [updateScenarios(bind(toJsonText(patch.scenarios)))]),
    ...insertResults(
      appends.flatMap((append) => append.segments ?? []),
      bind,
    ),
    ...insertCheckpoints(
      appends.flatMap((append) => append.checkpoints ?? []),
      bind,
    ),
    ...insertMilestones(
      appends.flatMap((append) => append.milestones ?? []),
      bind,
    ),
    ...insertSnapshot(appends.findLast((append) => append.snapshot !== undefined)?.snapshot, bind),
    ...markHandled(
      appends.flatMap((append) => append.handledCommandIds ?? []),
      bind,
    ),
  ];
  return {
    text: `with ${parts.join(",\n")}
      select last_seq, case when $8::boolean then pg_notify('run_events', $1 || ':' || last_seq) end from head`,
    parameters,
  };
}

/** An append with its facts written out. Done when it arrives, while the database still works on the one before. */
export type PreparedAppend = { readonly append: Append; readonly columns: readonly string[] };

export function prepareAppend(append: Append): PreparedAppend {
  const { events } = append;
  const columns = [
    textElements(events.map((event) => event.type)),
    events.map((event) => event.atMs).join(","),
    textElements(events.map((event) => event.at)),
    textElements(events.map((event) => event.actor.role)),
    textElements(events.map((event) => event.actor.name)),
    textElements(events.map(toBodyJson)),
  ];
  return { append, columns };
}

type Bind = (value: string) => string;
type Many<Key extends "segments" | "checkpoints" | "milestones" | "handledCommandIds"> = NonNullable<Append[Key]>;

const takeNumbers = `head as (
  update runs set last_seq = last_seq + $3::int, run_ms = greatest(run_ms, $4::float8), status = coalesce($5::text, status),
    started_at = coalesce(started_at, $6::text::timestamptz), finished_at = case when $9::boolean then null else coalesce($7::text::timestamptz, finished_at) end,
    crash_count = case when $10::boolean then 0 else crash_count end
  where id = $1::text and writer_epoch = $2::int returning last_seq)`;

const EVENT_COLUMN_TYPES = ["text", "float8", "text", "text", "text", "jsonb"];

function insertEvents(prepared: readonly PreparedAppend[], bind: Bind): string {
  const withEvents = prepared.filter(({ append }) => append.events.length > 0);
  const columns = EVENT_COLUMN_TYPES.map(
    (type, column) => `${bind(`{${withEvents.map(({ columns }) => columns[column]).join(",")}}`)}::${type}[]`,
  );
  return `events as (
    insert into run_events (run_id, seq, type, at_ms, at, actor_role, actor_name, body)
    select $1, last_seq - $3 + position, type, at_ms, at, role, name, body
    from head, unnest(${columns.join(", ")}) with ordinality as fact(type, at_ms, at, role, name, body, position))`;
}

function updateScenarios(patches: string): string {
  const total = (column: string, name: string, type: string) =>
    `${column} = case when patch.totals is null then s.${column} else (patch.totals->>'${name}')::${type} end`;
  return `scenarios as (
    update run_scenarios s set status = coalesce(patch.status, s.status), attempt = coalesce(patch.attempt, s.attempt),
      ${total("items_done", "itemsDone", "int")}, ${total("items_ok", "itemsOk", "int")}, ${total("items_failed", "itemsFailed", "int")},
      ${total("batches_done", "batchesDone", "int")}, ${total("elapsed_ms", "elapsedMs", "float8")}, ${total("busy_ms", "busyMs", "float8")},
      ${total("quality", "quality", "float8")}, metrics = coalesce(patch.totals->'metrics', s.metrics)
    from head, jsonb_to_recordset(${patches}::text::jsonb) as patch("scenarioId" text, status text, attempt int, totals jsonb)
    where s.run_id = $1 and s.scenario_id = patch."scenarioId")`;
}

function insertResults(segments: Many<"segments">, bind: Bind): string[] {
  if (segments.length === 0) return [];
  const rows = `jsonb_to_recordset(${bind(toJsonText(segments))}::text::jsonb)
    as row("scenarioId" text, attempt int, "fromItem" int, "toItem" int, "durationMs" float8, results jsonb)`;
  return [
    `results as (
    insert into scenario_results (run_id, scenario_id, attempt, from_item, to_item, duration_ms, results)
    select $1, "scenarioId", attempt, "fromItem", "toItem", "durationMs", results from head, ${rows})`,
  ];
}

function insertCheckpoints(checkpoints: Many<"checkpoints">, bind: Bind): string[] {
  if (checkpoints.length === 0) return [];
  const withIds = checkpoints.map((checkpoint) => ({ id: newId("ckpt"), ...checkpoint }));
  const rows = `jsonb_to_recordset(${bind(toJsonText(withIds))}::text::jsonb)
    as row(id text, "scenarioId" text, attempt int, percent float8, kind text, "doneRanges" jsonb, "elapsedMs" float8, quality float8)`;
  return [
    `checkpoints as (
    insert into scenario_checkpoints (id, run_id, scenario_id, attempt, percent, kind, done_ranges, elapsed_ms, quality)
    select id, $1, "scenarioId", attempt, percent, kind, "doneRanges", "elapsedMs", quality from head, ${rows})`,
  ];
}

function insertMilestones(milestones: Many<"milestones">, bind: Bind): string[] {
  if (milestones.length === 0) return [];
  const rows = `jsonb_to_recordset(${bind(toJsonText(milestones))}::text::jsonb) as row(percent float8, statuses jsonb)`;
  return [
    `milestones as (
    insert into run_milestones (run_id, percent, statuses) select $1, percent, statuses from head, ${rows}
    on conflict (run_id, percent) do update set statuses = excluded.statuses, created_at = now())`,
  ];
}

function insertSnapshot(snapshot: Append["snapshot"], bind: Bind): string[] {
  if (snapshot === undefined) return [];
  const json = bind(toJsonText(snapshot));
  return [
    `snapshot as (
    insert into run_snapshots (run_id, seq, state)
    select $1, (${json}::text::jsonb->>'lastSeq')::int, ${json}::text::jsonb from head on conflict do nothing)`,
  ];
}

function markHandled(commandIds: Many<"handledCommandIds">, bind: Bind): string[] {
  if (commandIds.length === 0) return [];
  return [
    `handled as (
    update run_commands set handled_at = now() from head where run_id = $1 and id = any(${bind(textArray(commandIds))}::text[]))`,
  ];
}
