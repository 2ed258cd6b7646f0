import type { Append } from "../../core/ports/event-log.ts";
import { newId } from "../../ids.ts";
import type { Value } from "../connection/clients.ts";
import { textArray, textElements } from "./array-literal.ts";
import { toBodyJson } from "./event-rows.ts";
import { toJsonText } from "./json-text.ts";
import { computeRunPatch, type RunPatch } from "./list-columns.ts";

export type Statement = { readonly text: string; readonly parameters: Value[] };

/**
 * Builds one statement for everything that must be stored atomically. It takes the next numbers from the run's row, so
 * appends of one run queue on that row; under another epoch the row is not found and nothing is written.
 */
export function buildAppend(
  runId: string,
  writer: AppendWriter,
  prepared: readonly PreparedAppend[],
  notify: boolean,
): Statement {
  const appends = prepared.map(({ append }) => append);
  const patch = computeRunPatch(appends);
  const parameters: Value[] = [];
  const bind: Bind = (value) => `$${parameters.push(value)}`;
  const run = bindRun(runId, writer, prepared, patch, bind);
  const parts = [
    takeNumbers(run),
    insertEvents(run, prepared, bind),
    ...updateScenarios(run, patch.scenarios, bind),
    ...insertResults(run, collect(appends, "segments"), bind),
    ...insertCheckpoints(run, collect(appends, "checkpoints"), bind),
    ...insertMilestones(run, collect(appends, "milestones"), bind),
    ...insertSnapshot(run, appends.findLast((append) => append.snapshot !== undefined)?.snapshot, bind),
    ...markHandled(run, collect(appends, "handledCommandIds"), bind),
  ];
  const notice = `case when ${bind(notify)}::boolean then pg_notify('run_events', ${run.id} || ':' || last_seq) end`;
  return { text: `with ${parts.join(",\n")}\nselect last_seq, ${notice} from head`, parameters };
}

/** An append with its facts serialised. Prepared on arrival, while the database still executes the previous one. */
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

/** Adds a value to the statement's parameters and returns its placeholder. */
type Bind = (value: Value) => string;
type ListKey = "segments" | "checkpoints" | "milestones" | "handledCommandIds";
type Many<Key extends ListKey> = NonNullable<Append[Key]>;
/** Who appends: the runner of a claim, or anyone while no runner owns the run, whose last fact is `unclaimedAfterSeq`. */
export type AppendWriter = { readonly epoch: number } | { readonly unclaimedAfterSeq: number };

/** Without a claim, the next epoch is taken in the same statement: a claim comes before it or finds the run ended. */
function bindWriter(writer: AppendWriter, bind: Bind): { readonly guard: string; readonly ownership: string } {
  if ("epoch" in writer) return { guard: `writer_epoch = ${bind(writer.epoch)}::int`, ownership: "" };
  return {
    guard: `last_seq = ${bind(writer.unclaimedAfterSeq)}::int and finished_at is null and (lease_until is null or lease_until < now())`,
    ownership: ", writer_epoch = writer_epoch + 1, lease_until = null, lease_owner = null",
  };
}

type RunParameters = ReturnType<typeof bindRun>;

function bindRun(
  runId: string,
  writer: AppendWriter,
  prepared: readonly PreparedAppend[],
  patch: Omit<RunPatch, "scenarios">,
  bind: Bind,
) {
  return {
    id: `${bind(runId)}::text`,
    ...bindWriter(writer, bind),
    eventCount: `${bind(prepared.reduce((count, { append }) => count + append.events.length, 0))}::int`,
    ms: `${bind(patch.runMs)}::float8`,
    status: `${bind(patch.status)}::text`,
    startedAt: `${bind(patch.startedAt)}::text::timestamptz`,
    finishedAt: `${bind(patch.finishedAt)}::text::timestamptz`,
    isReopened: `${bind(patch.isReopened)}::boolean`,
    crashCount: `${bind(patch.crashCount)}::int`,
  };
}

function collect<Key extends ListKey>(appends: readonly Append[], key: Key): Many<Key>[number][] {
  return appends.flatMap((append): readonly Many<Key>[number][] => append[key] ?? []);
}

function takeNumbers(run: RunParameters): string {
  return `head as (
  update runs set last_seq = last_seq + ${run.eventCount}, run_ms = greatest(run_ms, ${run.ms}), status = coalesce(${run.status}, status),
    started_at = coalesce(started_at, ${run.startedAt}),
    finished_at = case when ${run.isReopened} then null else coalesce(${run.finishedAt}, finished_at) end,
    crash_count = coalesce(${run.crashCount}, crash_count)${run.ownership}
  where id = ${run.id} and ${run.guard} returning last_seq)`;
}

const EVENT_COLUMN_TYPES = ["text", "float8", "text", "text", "text", "jsonb"];

function insertEvents(run: RunParameters, prepared: readonly PreparedAppend[], bind: Bind): string {
  const withEvents = prepared.filter(({ append }) => append.events.length > 0);
  const columns = EVENT_COLUMN_TYPES.map(
    (type, column) => `${bind(`{${withEvents.map(({ columns }) => columns[column]).join(",")}}`)}::${type}[]`,
  );
  return `events as (
    insert into run_events (run_id, seq, type, at_ms, at, actor_role, actor_name, body)
    select ${run.id}, last_seq - ${run.eventCount} + position, type, at_ms, at, role, name, body
    from head, unnest(${columns.join(", ")}) with ordinality as fact(type, at_ms, at, role, name, body, position))`;
}

function updateScenarios(run: RunParameters, patches: RunPatch["scenarios"], bind: Bind): string[] {
  if (patches.length === 0) return [];
  const total = (column: string, name: string, type: string) =>
    `${column} = case when patch.totals is null then s.${column} else (patch.totals->>'${name}')::${type} end`;
  return [
    `scenarios as (
    update run_scenarios s set items = coalesce(patch.items, s.items), status = coalesce(patch.status, s.status), attempt = coalesce(patch.attempt, s.attempt),
      ${total("items_done", "itemsDone", "int")}, ${total("items_ok", "itemsOk", "int")}, ${total("items_failed", "itemsFailed", "int")},
      ${total("batches_done", "batchesDone", "int")}, ${total("elapsed_ms", "elapsedMs", "float8")}, ${total("busy_ms", "busyMs", "float8")},
      ${total("quality", "quality", "float8")}, metrics = coalesce(patch.totals->'metrics', s.metrics)
    from head, jsonb_to_recordset(${bind(toJsonText(patches))}::text::jsonb) as patch("scenarioId" text, status text, attempt int, items int, totals jsonb)
    where s.run_id = ${run.id} and s.scenario_id = patch."scenarioId")`,
  ];
}

function insertResults(run: RunParameters, segments: Many<"segments">, bind: Bind): string[] {
  if (segments.length === 0) return [];
  const rows = `jsonb_to_recordset(${bind(toJsonText(segments))}::text::jsonb)
    as row("scenarioId" text, attempt int, "fromItem" int, "toItem" int, "durationMs" float8, results jsonb, batches jsonb)`;
  return [
    `results as (
    insert into scenario_results (run_id, scenario_id, attempt, from_item, to_item, duration_ms, results, batches, seq)
    select ${run.id}, "scenarioId", attempt, "fromItem", "toItem", "durationMs", results, batches, last_seq from head, ${rows})`,
  ];
}

function insertCheckpoints(run: RunParameters, checkpoints: Many<"checkpoints">, bind: Bind): string[] {
  if (checkpoints.length === 0) return [];
  const withIds = checkpoints.map((checkpoint) => ({ id: newId("ckpt"), ...checkpoint }));
  const rows = `jsonb_to_recordset(${bind(toJsonText(withIds))}::text::jsonb)
    as row(id text, "scenarioId" text, attempt int, percent float8, kind text, "doneRanges" jsonb, "elapsedMs" float8, quality float8)`;
  return [
    `checkpoints as (
    insert into scenario_checkpoints (id, run_id, scenario_id, attempt, percent, kind, done_ranges, elapsed_ms, quality)
    select id, ${run.id}, "scenarioId", attempt, percent, kind, "doneRanges", "elapsedMs", quality from head, ${rows})`,
  ];
}

function insertMilestones(run: RunParameters, milestones: Many<"milestones">, bind: Bind): string[] {
  if (milestones.length === 0) return [];
  const rows = `jsonb_to_recordset(${bind(toJsonText(milestones))}::text::jsonb) as row(percent float8, statuses jsonb)`;
  return [
    `milestones as (
    insert into run_milestones (run_id, percent, statuses) select ${run.id}, percent, statuses from head, ${rows}
    on conflict (run_id, percent) do update set statuses = excluded.statuses, created_at = now())`,
  ];
}

function insertSnapshot(run: RunParameters, snapshot: Append["snapshot"], bind: Bind): string[] {
  if (snapshot === undefined) return [];
  const json = bind(toJsonText(snapshot));
  return [
    `snapshot as (
    insert into run_snapshots (run_id, seq, state)
    select ${run.id}, (${json}::text::jsonb->>'lastSeq')::int, ${json}::text::jsonb from head on conflict do nothing)`,
  ];
}

function markHandled(run: RunParameters, commandIds: Many<"handledCommandIds">, bind: Bind): string[] {
  if (commandIds.length === 0) return [];
  return [
    `handled as (
    update run_commands set handled_at = now() from head where run_id = ${run.id} and id = any(${bind(textArray(commandIds))}::text[]))`,
  ];
}
