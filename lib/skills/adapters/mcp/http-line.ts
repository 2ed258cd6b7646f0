import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { FetchLike } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { InvokerContext } from "../invoker.ts";
import { fillText } from "../template.ts";
import type { OpenServerLine } from "./server-line.ts";

/** Lines to a server over streamable HTTP. Every request of it uses `fetch`. */
export function prepareHttpLine(
  { url, headers }: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
  { secrets, options }: InvokerContext,
  fetch: FetchLike,
): OpenServerLine {
  const filled = Object.entries(headers).map(([name, value]) => [name, fillText(value, { secrets, options })] as const);
  return () => {
    const transport = new StreamableHTTPClientTransport(new URL(url), {
      fetch,
      requestInit: { headers: Object.fromEntries(filled) },
    });
    return {
      transport,
      lastError: () => null,
      async leave() {
        // a server that is gone has no session to end
        await transport.terminateSession().catch(() => undefined);
        await transport.close();
      },
      discard: () => void transport.close(),
    };
  };
}
