import { hashSecret } from "../../access/secrets.ts";
import type { GrantEnd, GrantStore } from "../../core/ports/run-store.ts";
import { toErrorReport } from "../../operations/error-report.ts";
import { move } from "./joins.ts";
import type { HubSocket } from "./socket-types.ts";

type Deps = {
  readonly grants: Pick<GrantStore, "findEnded">;
  readonly sockets: () => readonly HubSocket[];
  readonly report: (what: string, error: unknown) => void;
};

const MESSAGES: { readonly [end in GrantEnd]: string } = {
  revoked: "The key that this browser signed in with was revoked. Open the current link to sign in again.",
  expired: "This session has expired. Open the link again to sign in.",
  "signed-out": "This session was ended, for example by signing out in another tab. Sign in again to continue.",
};

/** Ends the consoles whose session was revoked, has expired or was signed out, in whichever process that happened. */
export class SessionWatch {
  readonly #deps: Deps;
  #checking = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  tick(): void {
    if (!this.#checking) void this.#check();
  }

  async #check(): Promise<void> {
    const hashes = new Set(this.#consoles().map(hashOf));
    if (hashes.size === 0) return;
    this.#checking = true;
    try {
      const ends = await this.#deps.grants.findEnded([...hashes]);
      if (ends.size === 0) return;
      for (const socket of this.#consoles()) {
        const end = ends.get(hashOf(socket));
        if (end !== undefined) endSession(socket, end);
      }
    } catch (error) {
      // commands check the session themselves, and without a database there is nothing new to see
      if (!toErrorReport(error).expected) this.#deps.report("Sessions of open consoles cannot be checked", error);
    } finally {
      this.#checking = false;
    }
  }

  #consoles(): HubSocket[] {
    return this.#deps.sockets().filter(({ data }) => data.location?.role === "presenter");
  }
}

function endSession(socket: HubSocket, end: GrantEnd): void {
  move(socket, null);
  socket.emit("ended", { code: end, message: MESSAGES[end] });
  socket.disconnect(true);
}

function hashOf({ data }: HubSocket): string {
  return hashSecret(data.sessionSecret ?? "");
}
