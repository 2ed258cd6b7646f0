import type { RunState } from "../../core/run/state.ts";

const texts = new WeakMap<RunState, string>();

type StateReply = { readonly state: RunState };

/** Marks a state as one that many receive: its JSON is then kept as long as the state itself. */
export function shareText(state: RunState): RunState {
  if (!texts.has(state)) texts.set(state, "");
  return state;
}

/** Whether a reply carries a state that was marked. */
export function hasSharedState(reply: unknown): reply is StateReply {
  if (typeof reply !== "object" || reply === null || !("state" in reply)) return false;
  return typeof reply.state === "object" && reply.state !== null && texts.has(reply.state as RunState);
}

/** The JSON of a reply. A state that was marked is serialised for the first reply only. */
export function toReplyText(reply: object): string {
  if (!hasSharedState(reply)) return JSON.stringify(reply);
  const { state, ...rest } = reply;
  const text = texts.get(state) || JSON.stringify(state);
  texts.set(state, text);
  const fields = JSON.stringify(rest).slice(1, -1);
  return fields === "" ? `{"state":${text}}` : `{${fields},"state":${text}}`;
}
