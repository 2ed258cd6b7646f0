import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createReviewerLink } from "../../lib/operations/access/create-reviewer-link.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { openTestWeb, type TestWeb } from "../support/test-web.ts";

let app: TestWeb;
let presenter = "";
let reviewer = "";

beforeAll(async () => {
  app = await openTestWeb();
  presenter = await app.signIn();
  const link = await createReviewerLink(
    createOperationContext(app.web.services, { role: "presenter", name: "test" }),
    {},
  );
  reviewer = await app.signIn(link.ok ? link.value.key : "");
});
afterAll(() => app.close());
beforeEach(() => void app.reachedPages.splice(0));

type Sent = { method?: string; path?: string; headers?: Record<string, string>; body?: string };

/** Unlike fetch, can send any Host and Origin. */
function send({
  method = "GET",
  path = "/",
  headers = {},
  body,
}: Sent): Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${app.origin}${path}`, { method, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

const ACTION_ID = "40".padEnd(42, "a");
const action = { "Next-Action": ACTION_ID, "Content-Type": "text/plain;charset=UTF-8", "Content-Length": "2" };

test("[O3] pages are readable without a session", async () => {
  expect((await send({ path: "/runs" })).status).toBe(200);
  expect(app.reachedPages).toEqual(["GET /runs"]);
});

test.each<[string, (own: string) => Sent, number]>([
  ["an action without a cookie", (Origin) => ({ method: "POST", headers: { ...action, Origin }, body: "[]" }), 403],
  [
    "an action from another site with a valid cookie",
    () => ({ method: "POST", headers: { ...action, Origin: "http://evil.example", Cookie: presenter }, body: "[]" }),
    403,
  ],
  [
    "an action without an Origin",
    () => ({ method: "POST", headers: { ...action, Cookie: presenter }, body: "[]" }),
    403,
  ],
  [
    "an action by a reviewer",
    (Origin) => ({ method: "POST", headers: { ...action, Origin, Cookie: reviewer }, body: "[]" }),
    403,
  ],
  [
    "an action with a forged cookie",
    (Origin) => ({ method: "POST", headers: { ...action, Origin, Cookie: "triptych-1=x" }, body: "[]" }),
    403,
  ],
  [
    "an action disguised as a read request",
    (Origin) => ({ headers: { "Next-Action": ACTION_ID, Origin, Cookie: presenter } }),
    405,
  ],
  [
    "a form post without a cookie",
    (Origin) => ({
      method: "POST",
      headers: { Origin, "Content-Type": "multipart/form-data; boundary=x", "Content-Length": "2" },
      body: "xx",
    }),
    403,
  ],
  ["a PUT", (Origin) => ({ method: "PUT", headers: { Origin, Cookie: presenter } }), 405],
  [
    "an action of unknown length",
    (Origin) => ({
      method: "POST",
      headers: { "Next-Action": ACTION_ID, Origin, Cookie: presenter, "Transfer-Encoding": "chunked" },
      body: "[]",
    }),
    411,
  ],
  [
    "an action of two megabytes",
    (Origin) => ({
      method: "POST",
      headers: { "Next-Action": ACTION_ID, Origin, Cookie: presenter, "Content-Length": "2000000" },
      body: "x".repeat(2_000_000),
    }),
    413,
  ],
  ["another name of this address", () => ({ headers: { Host: "evil.example" } }), 421],
])("[O3] %s never reaches Next", async (_, sent, status) => {
  expect((await send(sent(app.origin))).status).toBe(status);
  expect(app.reachedPages).toEqual([]);
});

test("[O3] a presenter's page can call an action", async () => {
  const reply = await send({
    method: "POST",
    headers: { ...action, Origin: app.origin, Cookie: presenter },
    body: "[]",
  });
  expect([reply.status, app.reachedPages]).toEqual([200, ["POST / 2"]]);
});

test("an upgrade on any path except the socket path is refused", async () => {
  const status = await new Promise<number>((resolve, reject) => {
    const headers = { Connection: "Upgrade", Upgrade: "websocket", Origin: app.origin };
    const sent = request(`${app.origin}/elsewhere`, { headers }, (response) => resolve(response.statusCode ?? 0));
    sent.once("error", reject);
    sent.end();
  });
  expect(status).toBe(404);
});
