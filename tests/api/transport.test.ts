import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KEY, openTestWeb, type TestWeb } from "../support/test-web.ts";

let server: TestWeb;
const own = { Request: globalThis.Request, Response: globalThis.Response };
beforeAll(async () => void (server = await openTestWeb()));
afterAll(() => server.close());

const Authorization = `Bearer ${KEY}`;
const json = { Authorization, "Content-Type": "application/json" };

/** Sends the head of a request and whatever the callback writes; resolves when the response begins. */
function send(path: string, headers: Record<string, string>, write: (sent: ReturnType<typeof request>) => void) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(`${server.origin}${path}`, { method: "POST", headers }, resolve);
    sent.once("error", reject);
    write(sent);
  });
}

test("[N2] HEAD responds like GET, without a body", async () => {
  const [head, get] = [await server.api("HEAD", "/api/runs"), await server.api("GET", "/api/runs")];
  expect([head.status, head.body]).toEqual([200, null]);
  expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
  expect((await server.api("HEAD", "/api/runs/run_none")).status).toBe(404);
  expect((await server.api("HEAD", "/api/runs", { key: null })).status).toBe(401);
});

test.each([
  ["OPTIONS", "/api/runs", "GET, HEAD, POST"],
  ["PUT", "/api/runs/run_1", "GET, HEAD, DELETE"],
  ["GET", "/api/estimate", "POST"],
  ["PATCH", "/api/session", "POST, GET, HEAD, DELETE"],
])("%s %s names the methods that there are", async (method, path, allowed) => {
  const { status, headers, body } = await server.api(method, path, { key: null });
  expect([status, headers.get("allow")]).toEqual([405, allowed]);
  expect(body).toMatchObject({ error: { code: "method-not-allowed" } });
});

test("[N2] responses are not cached unless they say so", async () => {
  for (const path of ["/api/health", "/api/runs", "/api/runs/run_none", "/api/nothing"])
    expect((await server.api("GET", path)).headers.get("cache-control")).toBe("no-store");
});

test("[N2] a chunked body is read, and refused once it is too large", async () => {
  const small = await send("/api/runs", json, (sent) => {
    sent.write('{"skill":');
    sent.end('"echo"}');
  });
  expect(small.statusCode).toBe(201);
  small.resume();
  const large = await send("/api/runs", json, (sent) => sent.write("x".repeat(300_000)));
  expect([large.statusCode, large.headers.connection]).toEqual([413, "close"]);
  large.destroy();
});

test("[N2] a body that is too large by its Content-Length, or not permitted, is refused before it is sent", async () => {
  const head = { "Content-Length": "60000000" };
  for (const [headers, status] of [
    [{ ...json, ...head }, 413],
    [{ ...head, Authorization: "Bearer of-nobody" }, 401],
  ] as const) {
    const answer = await send("/api/inputs?skill=echo&name=a.csv", headers, (sent) => sent.flushHeaders());
    expect([answer.statusCode, answer.headers.connection]).toEqual([status, "close"]);
    answer.destroy();
  }
});

test("[N2] a client that disconnects while sending its body is not reported as an error", async () => {
  const { hostname, port } = new URL(server.origin);
  const socket = connect(Number(port), hostname);
  const head = `POST /api/runs HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAuthorization: ${Authorization}\r\n`;
  await new Promise<void>((resolve) => socket.write(`${head}Content-Length: 100\r\n\r\n{`, () => resolve()));
  await server.api("GET", "/api/health");
  socket.destroy();
  await new Promise((resolve) => socket.once("close", resolve));
  await server.api("GET", "/api/health");
  expect(server.faults).toEqual([]);
});

test("[N2] an invalid path is refused and not reported as an error", async () => {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const { hostname, port } = new URL(server.origin);
    request({ hostname, port, path: "/api/runs\\x" }, resolve).once("error", reject).end();
  });
  answer.resume();
  expect(answer.statusCode).toBe(400);
  expect(server.faults).toEqual([]);
});

test("[N2] the adapter does not replace the global Request and Response", () => {
  expect(globalThis.Request).toBe(own.Request);
  expect(globalThis.Response).toBe(own.Response);
});
