import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { randomUUID } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { JSONRPCMessage, JSONRPCRequest } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Invoker } from "../../../lib/skills/adapters/invoker.ts";
import { createGuardedFetch } from "../../../lib/network-guard/guarded-fetch.ts";
import { createCall, invokeOnce, openAdapter } from "./support/invoke-once.ts";

const EVERYTHING = fileURLToPath(
  new URL("../../../node_modules/@modelcontextprotocol/server-everything/dist/index.js", import.meta.url),
);
const open: Invoker[] = [];
let port = 0;
let server: ChildProcess;

async function startServer(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [EVERYTHING, "streamableHttp"], {
    env: { PATH: process.env["PATH"], PORT: String(port) } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise<void>((resolve) => {
    child.stderr?.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("listening on port")) resolve();
    });
  });
  return child;
}

async function stopServer(): Promise<void> {
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
}

async function openTool(tool: string, more = {}): Promise<Invoker> {
  const at = { url: `http://localhost:${port}/mcp`, allow: [`localhost:${port}`], ...more };
  const invoker = await openAdapter({ kind: "mcp", server: at, tool }, ".");
  open.push(invoker);
  return invoker;
}

beforeAll(async () => {
  const probe = createServer().listen(0);
  await once(probe, "listening");
  const address = probe.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  port = address.port;
  probe.close();
  await once(probe, "close");
  server = await startServer();
});

afterAll(async () => {
  await Promise.all(open.map(async (invoker) => await invoker.close?.()));
  await stopServer();
});

test("[M4] a tool of a server over streamable HTTP answers and reports its progress", async () => {
  expect(await invokeOnce(await openTool("get-sum"), { a: "20", b: "22" })).toMatchObject({
    result: "The sum of 20 and 22 is 42.",
  });
  const slow = await openTool("trigger-long-running-operation");
  const { progress } = await invokeOnce(slow, { duration: 0.2, steps: 4 });
  expect(progress.slice(0, 3)).toEqual(["1 of 4", "2 of 4", "3 of 4"]);
});

test("[M4] a cancelled call to a server over HTTP ends within a second", async () => {
  const slow = await openTool("trigger-long-running-operation");
  const cancel = new AbortController();
  const { call } = createCall(cancel.signal, () => cancel.abort(new Error("cancelled by a test")));
  const startedAt = performance.now();
  await expect(slow.invoke({ duration: 40, steps: 400 }, call)).rejects.toThrow("cancelled by a test");
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

/** A server over streamable HTTP in this process, whose tool answers only when it is cancelled; `heard` are the messages that it got. */
async function serveHanging() {
  const heard: JSONRPCMessage[] = [];
  const cancelled: string[] = [];
  const mcp = new McpServer({ name: "hanging", version: "1" });
  mcp.registerTool("hang", { description: "never answers" }, async ({ signal, requestId }) => {
    if (!signal.aborted) await once(signal, "abort");
    cancelled.push(`${requestId}: ${String(signal.reason)}`);
    return { content: [] };
  });
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: randomUUID });
  await mcp.connect(transport);
  const listener = createHttpServer((request, response) => {
    void text(request).then(async (body) => {
      const message = body === "" ? undefined : (JSON.parse(body) as JSONRPCMessage);
      if (message !== undefined) heard.push(message);
      await transport.handleRequest(request, response, message);
    });
  }).listen(0, "127.0.0.1");
  await once(listener, "listening");
  const close = async () => {
    await mcp.close();
    listener.close().closeAllConnections();
  };
  return { host: `127.0.0.1:${(listener.address() as AddressInfo).port}`, heard, cancelled, close };
}

test("[M4] a server over HTTP is notified that a call was cancelled, and which one", async () => {
  const { host, heard, cancelled, close } = await serveHanging();
  const at = { url: `http://${host}/mcp`, allow: [host] };
  const hang = await openAdapter({ kind: "mcp", server: at, tool: "hang" }, ".");
  const cancel = new AbortController();
  const { call } = createCall(cancel.signal);
  const called = hang.invoke({}, call);
  called.catch(() => {});
  const find = (method: string) => heard.find((message) => "method" in message && message.method === method);
  await expect.poll(() => find("tools/call")).toBeDefined();
  cancel.abort(new Error("cancelled by a test"));
  await expect(called).rejects.toThrow("cancelled by a test");
  const { id } = find("tools/call") as JSONRPCRequest;
  await expect.poll(() => find("notifications/cancelled")).toMatchObject({ params: { requestId: id } });
  await expect.poll(() => cancelled).toEqual([`${id}: Error: cancelled by a test`]);
  await hang.close?.();
  await close();
});

test("[M4] a server over HTTP that ends during an item fails it; items after its restart are answered", async () => {
  const slow = await openTool("trigger-long-running-operation");
  const { call } = createCall(new AbortController().signal, () => void stopServer());
  await expect(slow.invoke({ duration: 40, steps: 400 }, call)).rejects.toThrow("The MCP server has ended.");
  await expect(invokeOnce(slow, { duration: 0.1, steps: 1 })).rejects.toThrow(
    "The MCP server did not start. The MCP server cannot be reached (ECONNREFUSED).",
  );
  server = await startServer();
  expect((await invokeOnce(slow, { duration: 0.1, steps: 1 })).result).toContain("completed");
});

test("[M4] a server of this machine or its network is reached only if it is allowed, and no other server is", async () => {
  await expect(openTool("echo", { allow: [] })).rejects.toThrow(
    `If it is meant, add "localhost:${port}" to invoke.server.allow`,
  );
  const guarded = createGuardedFetch({
    allowKey: "invoke.server.allow",
    url: "https://tools.example/mcp",
    allow: ["10.0.0.0/8:80"],
    reserved: [`localhost:${port}`],
    // a name that leads into the operator's network, as after a change of its DNS record
    lookup: async () => [{ address: "127.0.0.1", family: 4 }],
  });
  for (const url of [
    "https://tools.example/mcp",
    "https://other.example/",
    "http://tools.example/mcp",
    "http://169.254.169.254/",
    "http://[::1]/",
    `http://localhost:${port}/mcp`,
  ])
    await expect(guarded(url)).rejects.toMatchObject({ cause: { code: "refused-dial" } });
});
