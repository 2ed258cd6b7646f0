import type { IncomingMessage, ServerResponse } from "node:http";
import { countSent } from "./send-queue.ts";

type Polls = { readonly open: Set<ServerResponse>; finished: number };

/**
 * The answers to polls of each connection. engine.io forgets an answer as soon as it is written, so a client that never reads
 * could otherwise open poll after poll and leave each answer in our memory.
 */
export class PollResponses {
  readonly #bySid = new Map<string, Polls>();

  /** Call for every polling request; only reads of an open connection count. */
  track({ method, url = "" }: IncomingMessage, response: ServerResponse): void {
    const polls = method === "GET" ? this.#bySid.get(readSid(url)) : undefined;
    if (polls === undefined) return;
    polls.open.add(response);
    response.once("finish", () => (polls.finished += 1));
    response.once("close", () => polls.open.delete(response));
  }

  open(sid: string): void {
    this.#bySid.set(sid, { open: new Set(), finished: 0 });
  }

  /** Bytes of answers that have not left the process. */
  unsentBytes(sid: string): number {
    return this.#openOnes(sid).reduce((sum, response) => sum + response.writableLength, 0);
  }

  /** Changes whenever something of an answer has left the process. */
  sentBytes(sid: string): number {
    const finished = this.#bySid.get(sid)?.finished ?? 0;
    return this.#openOnes(sid).reduce((sum, { socket }) => sum + countSent(socket), finished);
  }

  /** Destroys answers that still wait to be sent. */
  close(sid: string): void {
    for (const response of this.#openOnes(sid)) if (response.writableLength > 0) response.destroy();
    this.#bySid.delete(sid);
  }

  #openOnes(sid: string): ServerResponse[] {
    return [...(this.#bySid.get(sid)?.open ?? [])];
  }
}

/** Reads the query as engine.io does, of several the last: otherwise a second `sid` would hide a poll from us. */
function readSid(url: string): string {
  const { searchParams } = new URL(url, "https://socket.io");
  return searchParams.getAll("sid").at(-1) ?? "";
}
