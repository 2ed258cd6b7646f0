import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import { readRetryAfterMs } from "../../retry-after.ts";

/** The requests of one export. The SDK's exporters keep a Retry-After to themselves, and limit silence but not the whole answer. */
export class WatchedRequests {
  readonly #requests = new Set<ClientRequest>();
  #retryAfter: string | undefined;

  /** Watches the requests that the action makes. */
  run<Value>(action: () => Promise<Value>): Promise<Value> {
    return current.run(this, action);
  }

  /** What the latest answer asked for; null: nothing. */
  retryAfterMs(wallMs: number): number | null {
    return readRetryAfterMs(this.#retryAfter, wallMs);
  }

  /** Ends the requests that are not answered. */
  end(): void {
    for (const request of this.#requests) request.destroy();
  }

  note(request: ClientRequest): void {
    this.#requests.add(request);
    request.once("response", ({ headers }: IncomingMessage) => (this.#retryAfter = headers["retry-after"]));
    request.once("close", () => this.#requests.delete(request));
  }
}

const current = new AsyncLocalStorage<WatchedRequests>();
subscribe("http.client.request.start", (message) => current.getStore()?.note((message as Started).request));
type Started = { readonly request: ClientRequest };
