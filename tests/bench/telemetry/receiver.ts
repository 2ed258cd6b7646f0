import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Fault } from "../../telemetry/support/receiver-faults.ts";

/** "refused": nothing listens at its address; "good": takes everything at once. */
export type Behaviour = Fault | "good" | "refused";

/** A receiver of OTLP and a Langfuse at one address, whose behaviour can be changed. It keeps nothing, so as to cost little. */
export async function startReceiver() {
  let behaviour: Behaviour = "good";
  const counts = { requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    counts.requests += 1;
    request.on("data", (data: Buffer) => (counts.bytes += data.length));
    request.on("end", () => {
      if (typeof behaviour === "function") behaviour(response);
      else accept(request.url ?? "", response);
    });
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  };
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  const port = await listen(0);

  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    /** Also breaks what is open. */
    async behave(next: Behaviour): Promise<void> {
      if (server.listening) await close();
      behaviour = next;
      if (next !== "refused") await listen(port);
    },
    close: async () => {
      if (server.listening) await close();
    },
  };
}

function accept(path: string, response: ServerResponse): void {
  if (path.endsWith("/ingestion")) response.writeHead(207).end('{"successes":[],"errors":[]}');
  else response.writeHead(200).end();
}
