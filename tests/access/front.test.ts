import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createReviewerLink } from "../../lib/operations/access/create-reviewer-link.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { openTestWeb, type TestWeb } from "../support/test-web.ts";

let house: TestWeb;
let presenter = "";
let reviewer = "";

beforeAll(async () => {
  house = await openTestWeb();
  presenter = await house.signIn();
  const link = await createReviewerLink(
    createOperationContext(house.web.services, { role: "presenter", name: "test" }),
    {},
  );
  reviewer = await house.signIn(link.ok ? link.value.key : "");
});
afterAll(() => house.close());
beforeEach(() => void house.reachedPages.splice(0));

type Sent = { method?: string; path?: string; headers?: Record<string, string>; body?: string };

/** Unlike fetch, sends any Host and Origin. */
function send({
  method = "GET",
  path = "/",
  headers = {},
  body,
}: Sent): Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${house.origin}${path}`, { method, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

const action = { "Next-Action": "00abcdef", "Content-Length": "2" };

test("[O3] anybody may read pages", async () => {
  expect((await send({ path: "/runs" })).status).toBe(200);
  expect(house.reachedPages).toEqual(["GET /runs"]);
});

test.each<[string, (own: string) => Sent, number]>([
  ["an action without a cookie", (Origin) => ({ method: "POST", headers: { ...action, Origin }, body: "[]" }), 403],
  [
    "an action from another site, cookie and all",
    () => ({ method: "POST", headers: { ...action, Origin: "http://evil.example", Cookie: presenter }, body: "[]" }),
    403,
  ],
  [
    "an action without an Origin",
    () => ({ method: "POST", headers: { ...action, Cookie: presenter }, body: "[]" }),
    403,
  ],
  [
    "an action of a reviewer",
    (Origin) => ({ method: "POST", headers: { ...action, Origin, Cookie: reviewer }, body: "[]" }),
    403,
  ],
  [
    "an action with a made-up cookie",
    (Origin) => ({ method: "POST", headers: { ...action, Origin, Cookie: "triptych-1=x" }, body: "[]" }),
    403,
  ],
  [
    "an action dressed as reading",
    (Origin) => ({ headers: { "Next-Action": "00abcdef", Origin, Cookie: presenter } }),
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
      headers: { "Next-Action": "00abcdef", Origin, Cookie: presenter, "Transfer-Encoding": "chunked" },
      body: "[]",
    }),
    411,
  ],
  [
    "an action of two megabytes",
    (Origin) => ({
      method: "POST",
      headers: { "Next-Action": "00abcdef", Origin, Cookie: presenter, "Content-Length": "2000000" },
      body: "x".repeat(2_000_000),
    }),
    413,
  ],
  ["another name of this address", () => ({ headers: { Host: "evil.example" } }), 421],
])("[O3] %s never reaches Next", async (_, sent, status) => {
  expect((await send(sent(house.origin))).status).toBe(status);
  expect(house.reachedPages).toEqual([]);
});

test("[O3] a presenter's own page may call an action", async () => {
  const reply = await send({
    method: "POST",
    headers: { ...action, Origin: house.origin, Cookie: presenter },
    body: "[]",
  });
  expect([reply.status, house.reachedPages]).toEqual([200, ["POST /"]]);
});

test("every answer carries the policy that keeps other sites out", async () => {
  for (const path of ["/", "/api/health", "/api/nothing", "/socket.io/"]) {
    const { headers } = await send({ path });
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});

test("an upgrade to anything but our sockets is refused", async () => {
  const status = await new Promise<number>((resolve, reject) => {
    const headers = { Connection: "Upgrade", Upgrade: "websocket", Origin: house.origin };
    const sent = request(`${house.origin}/elsewhere`, { headers }, (response) => resolve(response.statusCode ?? 0));
    sent.once("error", reject);
    sent.end();
  });
  expect(status).toBe(404);
});
