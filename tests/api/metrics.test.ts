import { request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAddresses } from "../../lib/access/addresses.ts";
import { isFromThisMachine } from "../../lib/access/operator-request.ts";
import { hashSecret } from "../../lib/access/secrets.ts";
import { createReviewerLink } from "../../lib/operations/access/create-reviewer-link.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { newId } from "../../lib/ids.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";
import { KEY, openTestWeb, type TestWeb } from "../support/test-web.ts";

let app: TestWeb;
let proxied: TestWeb;
beforeAll(async () => {
  app = await openTestWeb();
  proxied = await openTestWeb({ publicUrl: "https://show.example" });
});
afterAll(async () => {
  await app.close();
  await proxied.close();
});

/** Unlike fetch, can send any Host and Origin. */
function get(headers: Record<string, string> = {}, { at = app, method = "GET", path = "/metrics" } = {}) {
  return new Promise<{ status: number; headers: IncomingMessage["headers"]; body: string }>((resolve, reject) => {
    const sent = request(`${at.origin}${path}`, { method, headers }, (response) => {
      const { statusCode: status = 0, headers: received } = response;
      text(response).then((body) => resolve({ status, headers: received, body }), reject);
    });
    sent.once("error", reject);
    sent.end();
  });
}
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });
/** As from another machine: no request of this test comes from one. */
const AWAY = { "X-Forwarded-For": "192.0.2.7" };

test("[O3] metrics are for a program on this machine, and never cached", async () => {
  const { status, headers, body } = await get();
  expect([status, headers["content-type"], headers["cache-control"]]).toEqual([
    200,
    "text/plain; version=0.0.4; charset=utf-8",
    "no-store",
  ]);
  expect(body).toContain('triptych_build_info{version="1.2.3"');
  expect(app.reachedPages).toEqual([]);
  expect(await get({}, { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  expect(await get({}, { path: "/metrics?name=a" })).toMatchObject({ status: 200 });
});

test.each<[string, Record<string, string>]>([
  ["a proxy that names the client", AWAY],
  ["a proxy that follows RFC 7239", { Forwarded: "for=192.0.2.7" }],
  ["a proxy that names the host", { "X-Forwarded-Host": "show.example" }],
  ["nginx's usual header", { "X-Real-IP": "192.0.2.7" }],
  ["a proxy of a cluster", { "X-Cluster-Client-Ip": "192.0.2.7" }],
  ["an ingress behind a proxy", { "X-Original-Forwarded-For": "192.0.2.7" }],
  ["Fastly", { "Fastly-Client-IP": "192.0.2.7" }],
  ["Akamai", { "True-Client-IP": "192.0.2.7" }],
  ["Cloudflare", { "CF-Connecting-IP": "192.0.2.7" }],
  ["Envoy", { "X-Envoy-External-Address": "192.0.2.7" }],
  ["a cache", { Via: "1.1 cache" }],
  ["an empty header of a proxy", { "X-Forwarded-For": "" }],
  ["a page of another site", { Origin: "https://evil.example" }],
  ["a page's script of another site", { "Sec-Fetch-Site": "cross-site" }],
])("[O3] loopback opens nothing to %s", async (_, headers) => {
  const { status, headers: received, body } = await get(headers);
  expect([status, received["www-authenticate"]]).toEqual([401, 'Bearer realm="triptych"']);
  expect(JSON.parse(body)).toMatchObject({ error: { message: expect.stringContaining("Authorization: Bearer") } });
});

test("[O3] loopback opens nothing to a proxy that shows itself only by HTTP 1.0, nor to a foreign Host", async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const { port, host } = new URL(app.origin);
    const socket = connect(Number(port), "127.0.0.1");
    socket.once("connect", () => socket.write(`GET /metrics HTTP/1.0\r\nHost: ${host}\r\n\r\n`));
    text(socket).then(resolve, reject);
  });
  expect(answer).toMatch(/^HTTP\/1.1 401 /);
  expect((await get({ Host: "evil.example" })).status).toBe(421);
});

test("[O3] behind a proxy that is announced, only the key opens the metrics", async () => {
  for (const Host of ["show.example", new URL(proxied.origin).host]) {
    expect((await get({ Host }, { at: proxied })).status).toBe(401);
    expect((await get({ Host, ...AWAY, ...bearer(KEY) }, { at: proxied })).status).toBe(200);
  }
});

test.each([
  ["127.0.0.1", true],
  ["127.8.8.8", true],
  ["::1", true],
  ["::ffff:127.0.0.1", true],
  ["192.168.1.20", false],
  ["::ffff:192.168.1.20", false],
  ["fe80::1", false],
  [undefined, false],
])("[O3] a client at %s is this machine: %s", (remoteAddress, expected) => {
  const addresses = createAddresses({ port: 3000, host: "0.0.0.0", publicUrl: null });
  const from = (host: string) => {
    const sent = { socket: { remoteAddress }, headers: { host }, httpVersion: "1.1" };
    return isFromThisMachine(addresses, sent as unknown as IncomingMessage);
  };
  expect(["localhost:3000", "127.0.0.1:3000", "[::1]:3000"].map(from)).toEqual([expected, expected, expected]);
  expect(["laptop.local:3000", "localhost:3001", "192.168.1.20:3000", ""].map(from)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("[O3] from elsewhere the operator's own key opens them, no other, and the refusal says which", async () => {
  expect((await get({ ...AWAY, ...bearer(KEY) })).status).toBe(200);
  const ctx = createOperationContext(app.web.services, { role: "presenter", name: "test" });
  const link = await createReviewerLink(ctx, {});
  const reviewer = await get(bearer(link.ok ? link.value.key : ""));
  expect([reviewer.status, reviewer.body]).toEqual([403, expect.stringContaining("operator's own key")]);
  const second = { role: "presenter", label: "second", kind: "key", expiresAt: null, parentId: null } as const;
  await app.stores.grants.add({
    ...second,
    id: newId("grant"),
    secretHash: hashSecret("the-key-of-a-second-presenter"),
  });
  expect((await get(bearer("the-key-of-a-second-presenter"))).status).toBe(403);
  const cookie = await app.signIn();
  expect((await get({ ...AWAY, Cookie: cookie })).status).toBe(401);
  // a wrong key is wrong from this machine too
  expect((await get(bearer("no-such-key-at-all-0123456"))).status).toBe(401);
  expect((await get({ Authorization: `Basic ${btoa(`x:${KEY}`)}` })).status).toBe(401);
  expect((await get({}, { method: "POST" })).status).toBe(405);
});

test("[O3] wrong keys are counted, and a right one is never refused for them", async () => {
  const other = await openTestWeb();
  const wrong = async () => (await get({ ...AWAY, ...bearer("no-such-key-at-all-0123456") }, { at: other })).status;
  const statuses = new Set<number>();
  for (let tries = 0; tries < 61; tries += 1) statuses.add(await wrong());
  expect([...statuses]).toEqual([401, 429]);
  expect((await get({ ...AWAY, ...bearer(KEY) }, { at: other })).status).toBe(200);
  await other.close();
});

test("[O3] a revoked operator's key opens nothing; while the database is away, the operator's own still does", async () => {
  const stores = createMemoryStores();
  let isAway = false;
  const grants = {
    ...stores.grants,
    findBySecretHash: (hash: string) => (isAway ? new Promise<null>(() => {}) : stores.grants.findBySecretHash(hash)),
  };
  const other = await openTestWeb({ stores: { ...stores, grants } });
  const withKey = async (key: string) => (await get({ ...AWAY, ...bearer(key) }, { at: other })).status;
  isAway = true;
  expect([await withKey(KEY), await withKey("no-such-key-at-all-0123456")]).toEqual([200, 503]);
  isAway = false;
  const own = await stores.grants.findBySecretHash(hashSecret(KEY));
  await stores.grants.revoke(own?.id ?? "");
  expect(await withKey(KEY)).toBe(401);
  await other.close();
});
