import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { connect, createServer as createLine, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRateLimits } from "../../lib/access/rate-limits.ts";
import { createHub, type HubOptions } from "../../lib/realtime/sockets/hub.ts";
import type { TestWeb } from "./test-web.ts";

export type TestHub = Awaited<ReturnType<typeof openTestHub>>;
export type SlowLine = Awaited<ReturnType<typeof openLine>>;

/**
 * A hub of its own for the runs of a web, with a clock of the test's. It listens on a unix socket, for which the kernel keeps
 * some 200 kB: a loopback connection takes megabytes before the hub can notice that nobody reads.
 */
export async function openTestHub(app: TestWeb, options: Partial<HubOptions> = {}) {
  const clock = { ms: 0, nowMs: () => clock.ms, wallTime: () => new Date() };
  const report = (what: string, error: unknown) => void app.faults.push({ what, error });
  const services = { ...app.web.services, clock };
  const hub = await createHub({ services, limits: createRateLimits(), report, ...options });
  const server = createServer((request, response) => hub.handleRequest(request, response));
  server.on("upgrade", (request, socket, head) => hub.handleUpgrade(request, socket, head));
  const folder = mkdtempSync(join(tmpdir(), "triptych-hub-"));
  const path = join(folder, "hub.sock");
  await new Promise<void>((resolve) => void server.listen(path, resolve));
  const lines: SlowLine[] = [];
  return {
    hub,
    /** Lets the hub's time pass. */
    pass: (ms: number) => void (clock.ms += ms),
    /** A line to the hub for the clients of one browser. */
    async openLine(cookie?: string) {
      const line = await openLine(path, app.origin, cookie);
      lines.push(line);
      return line;
    },
    async close() {
      for (const line of lines) line.close();
      await hub.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

/** A TCP port whose connections lead to the hub, with the headers of a page of ours. What the hub sends can be slowed or held. */
async function openLine(path: string, origin: string, cookie: string | undefined) {
  let bytesPerSecond = Number.POSITIVE_INFINITY;
  const upstreams = new Set<Socket>();
  const headers = `Host: ${new URL(origin).host}\r\nOrigin: ${origin}\r\n${cookie === undefined ? "" : `Cookie: ${cookie}\r\n`}`;
  const server = createLine((client) => {
    const hub = connect(path);
    upstreams.add(hub);
    client.on("data", (data) => hub.write(asOurPage(data, headers)));
    hub.on("data", (data) => {
      client.write(data);
      if (bytesPerSecond === Number.POSITIVE_INFINITY) return;
      hub.pause();
      if (bytesPerSecond > 0) setTimeout(() => hub.resume(), (data.length / bytesPerSecond) * 1_000);
    });
    for (const [one, other] of [
      [client, hub],
      [hub, client],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
    hub.on("close", () => upstreams.delete(hub));
    if (bytesPerSecond === 0) hub.pause();
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Nothing that the hub sends is read any more. */
    stopReading() {
      bytesPerSecond = 0;
      for (const hub of upstreams) hub.pause();
    },
    readSlowly: (rate: number) => void (bytesPerSecond = rate),
    close() {
      for (const hub of upstreams) hub.destroy();
      server.close();
    },
  };
}

/** Requests arrive whole, since they are small. */
function asOurPage(data: Buffer, headers: string): Buffer {
  const text = data.toString("latin1");
  return /^(GET|POST) /.test(text)
    ? Buffer.from(text.replace(/^(.*\r\n)([\s\S]*?)Host: .*\r\n/, `$1$2${headers}`), "latin1")
    : data;
}
