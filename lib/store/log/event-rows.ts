import type { NewRunEvent, RunEvent } from "../../core/run/events.ts";
import { toJsonText } from "./json-text.ts";

export type EventRow = {
  readonly seq: number;
  readonly type: string;
  readonly at_ms: number;
  readonly at: string;
  readonly actor_role: string;
  readonly actor_name: string;
  readonly body: object;
};

/** The fields of an event that have no column of their own, as JSON. */
export function toBodyJson(event: NewRunEvent): string {
  const { type: _type, atMs: _atMs, at: _at, actor: _actor, ...body } = event;
  return toJsonText(body);
}

// Safe: only this folder writes the rows, from events checked by the compiler.
export function toRunEvent(row: EventRow): RunEvent {
  const { seq, type, at_ms, at, actor_role, actor_name, body } = row;
  return { ...body, seq, type, atMs: at_ms, at, actor: { role: actor_role, name: actor_name } } as unknown as RunEvent;
}
