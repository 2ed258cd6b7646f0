import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { Call } from "../invoker.ts";

/** A way to a server, not yet started. */
export type ServerLine = {
  /** the SDK's own transports declare their session differently from its interface */
  readonly transport: Omit<Transport, "sessionId">;
  /** what the server printed last on stderr; null: nothing, or it has none */
  readonly lastError: () => string | null;
  /** Asks the server to end; resolves once it was asked. */
  readonly leave: () => Promise<void>;
  /** Gives up a server that no longer answers, and ends what was started for it. */
  readonly discard: () => void;
};

export type OpenServerLine = (log: Call["log"]) => ServerLine;
