import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { KEY, openTestWeb, type TestWeb } from "../support/test-web.ts";

let app: TestWeb;
let cookie = "";
beforeAll(async () => {
  app = await openTestWeb();
  cookie = await app.signIn();
});
afterAll(() => app.close());
beforeEach(() => void app.reachedPages.splice(0));
afterEach(() => {
  if (app.faults.length > 0) throw new Error("Something was logged", { cause: app.faults });
});

type Answer = { readonly status: number; readonly head: string };

/** Sends bytes that no HTTP client would send; resolves with the first answer once the server closes the connection. */
function sendRaw(text: string): Promise<Answer> {
  const { hostname, port } = new URL(app.origin);
  const socket = connect(Number(port), hostname);
  const chunks: string[] = [];
  return new Promise((resolve, reject) => {
    socket.setEncoding("latin1").on("data", (chunk: string) => chunks.push(chunk));
    socket.once("error", reject).once("close", () => {
      const [head = ""] = chunks.join("").split("\r\n\r\n");
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head });
    });
    socket.write(text, "latin1");
  });
}

function send(method: string, path: string, headers: Record<string, string> = {}, body = ""): Promise<Answer> {
  const own = { Host: new URL(app.origin).host, Connection: "close", Cookie: cookie, ...headers };
  const length = method === "POST" ? { "Content-Length": String(Buffer.byteLength(body)) } : {};
  const lines = Object.entries({ ...own, ...length }).map(([name, value]) => `${name}: ${value}`);
  return sendRaw([`${method} ${path} HTTP/1.1`, ...lines, "", body].join("\r\n"));
}

const upgrade = { Connection: "Upgrade", Upgrade: "websocket" };
const handshake = { "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13" };

const SECURITY = [
  "content-security-policy",
  "x-content-type-options",
  "x-frame-options",
  "referrer-policy",
  "permissions-policy",
  "cross-origin-opener-policy",
];

function expectSecured({ head }: Answer): void {
  for (const name of SECURITY)
    expect(
      head.split("\r\n").filter((line) => line.toLowerCase().startsWith(`${name}: `)),
      name,
    ).toHaveLength(1);
  expect(head).not.toMatch(/script-src[^;]*unsafe-inline/);
}

const MALFORMED = ["%ZZ", "%", "%00", "%ff", "%E0%A4%A", "a\\b", "a".repeat(5_000)];

test.each(["/", "/runs/", "/a/", "/socket.io/", "/_next/static/", "/schema/"])(
  "[O3] a malformed path below %s is a bad request that reaches no router",
  async (folder) => {
    for (const name of MALFORMED) {
      const answer = await send("GET", `${folder}${name}`);
      expect([name, answer.status]).toEqual([name, 400]);
      expectSecured(answer);
    }
    expect(app.reachedPages).toEqual([]);
  },
);

test("[O3] [N2] a malformed path below /api/ is not found or a bad request", async () => {
  for (const folder of ["/api/", "/api/runs/", "/api/inputs/"]) {
    for (const name of MALFORMED) {
      const answer = await send("GET", `${folder}${name}`);
      expect([400, 404]).toContain(answer.status);
      expectSecured(answer);
    }
  }
});

test.each(["*", "//", "//evil.example/x", "http://[/", "http://evil.example/runs"])(
  "[O3] the request target %s is a bad request",
  async (target) => {
    expect((await send("GET", target)).status).toBe(400);
    expect(app.reachedPages).toEqual([]);
  },
);

test("[O3] names in other scripts and encoded slashes are valid paths", async () => {
  for (const path of ["/runs/%C3%A4", "/runs/a%2Fb", "/runs?q=%ZZ", "/a/%F0%9F%8E%AD"])
    expect((await send("GET", path)).status).toBe(200);
});

test("[O3] pages that Next serves only to itself are not found", async () => {
  for (const path of ["/_global-error", "/_not-found", "/_error"]) expect((await send("GET", path)).status).toBe(404);
  expect((await send("GET", "/_next/static/x.js")).status).toBe(200);
});

test.each([
  ["that is not encoded", "%ZZ"],
  ["without a tree", "{}"],
  ["with a broken tree", "[1]"],
  ["that is nested deeply", "[".repeat(4_000)],
])("[O3] a router state %s is a bad request", async (_, state) => {
  const answer = await send("GET", "/runs", { RSC: "1", "Next-Router-State-Tree": state });
  expect([answer.status, app.reachedPages]).toEqual([400, []]);
  const good = encodeURIComponent(JSON.stringify(["", { children: ["runs", {}] }]));
  expect((await send("GET", "/runs", { RSC: "1", "Next-Router-State-Tree": good })).status).toBe(200);
});

const ID = "40".padEnd(42, "a");
const text = { "Content-Type": "text/plain;charset=UTF-8" };
const form = { "Content-Type": "multipart/form-data; boundary=x" };
const part = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const act = (headers: Record<string, string>, body: string) =>
  send("POST", "/", { Origin: app.origin, ...headers }, body);

test.each<[string, Record<string, string>, string]>([
  ["a garbage id", { ...text, "Next-Action": "garbage" }, "[]"],
  ["an empty id", { ...text, "Next-Action": "" }, "[]"],
  ["a name of Object.prototype", { ...text, "Next-Action": "__proto__" }, "[]"],
  ["an id of 5,000 characters", { ...text, "Next-Action": "a".repeat(5_000) }, "[]"],
  ["no id and no form", text, "[]"],
  ["no id and JSON", { "Content-Type": "application/json" }, "{}"],
  ["no id and a form without files", { "Content-Type": "application/x-www-form-urlencoded" }, "a=b"],
  ["no content type", { "Next-Action": ID }, "[]"],
  ["another content type", { "Next-Action": ID, "Content-Type": "application/octet-stream" }, "[]"],
  ["an empty body", { ...text, "Next-Action": ID }, ""],
  ["arguments that are not JSON", { ...text, "Next-Action": ID }, "{{{"],
  ["arguments that are no list", { ...text, "Next-Action": ID }, "null"],
  ["a reference to a function", { ...text, "Next-Action": ID }, '["$F1"]'],
  ["a reference to itself", { ...text, "Next-Action": ID }, '["$@0"]'],
  ["a number that is none", { ...text, "Next-Action": ID }, '["$nzz"]'],
  ["deep nesting", { ...text, "Next-Action": ID }, `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
  ["a form without a boundary", { "Next-Action": ID, "Content-Type": "multipart/form-data" }, "xx"],
  ["a form that is cut off", { ...form, "Next-Action": ID }, part("0", '["a"]')],
  ["a form without arguments", { ...form, "Next-Action": ID }, "--x--\r\n"],
  ["a form with broken arguments", { ...form, "Next-Action": ID }, `${part("0", "{{")}--x--\r\n`],
  ["an early form that is cut off", form, part("a", "b")],
  ["an early form without an action", form, `${part("a", "b")}--x--\r\n`],
  ["an early form with a garbage action", form, `${part("$ACTION_ID_garbage", "")}--x--\r\n`],
  ["an early form without bound arguments", form, `${part("$ACTION_REF_1", "")}--x--\r\n`],
])("[O3] a server action with %s is a bad request and never reaches Next", async (_, headers, body) => {
  const answer = await act(headers, body);
  expect([answer.status, app.reachedPages]).toEqual([400, []]);
  expectSecured(answer);
});

test.each<[string, Record<string, string>, string]>([
  ["plain arguments", { ...text, "Next-Action": ID }, '[{"runId":"run_1","scenarioId":null},"$$5","$undefined",7]'],
  ["no arguments", { ...text, "Next-Action": ID }, "[]"],
  [
    "a form",
    { ...form, "Next-Action": ID },
    `${part("1_demoId", "$F1")}${part("0", '[{"error":null},"$K1"]')}--x--\r\n`,
  ],
  ["a form sent before the scripts were loaded", form, `${part(`$ACTION_ID_${ID}`, "")}${part("a", "b")}--x--\r\n`],
  [
    "such a form with bound arguments",
    form,
    `${part("$ACTION_REF_1", "")}${part("$ACTION_1:0", `{"id":"${ID}","bound":"$@1"}`)}${part("$ACTION_1:1", '[{"error":null}]')}--x--\r\n`,
  ],
])("[O3] a server action with %s reaches Next with its whole body", async (_, headers, body) => {
  expect((await act(headers, body)).status).toBe(200);
  expect(app.reachedPages).toEqual([`POST / ${Buffer.byteLength(body)}`]);
});

test("[N2] a client that offers another protocol, as Java's does, is answered in HTTP/1.1", async () => {
  const offer = { Connection: "Upgrade, HTTP2-Settings, close", Upgrade: "h2c", "HTTP2-Settings": "AAMAAABkAAQAAP__" };
  const key = { Authorization: `Bearer ${KEY}`, Cookie: "" };
  expect((await send("GET", "/api/runs", { ...key, ...offer })).status).toBe(200);
  expect((await send("GET", "/", offer)).status).toBe(200);
});

test("[O3] every answer carries the security headers", async () => {
  const own = { Host: new URL(app.origin).host };
  const chunked = { Origin: app.origin, "Transfer-Encoding": "chunked" };
  const head = (headers: Record<string, string>) =>
    Object.entries({ ...own, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const answers: Record<string, [Promise<Answer>, number]> = {
    "a page": [send("GET", "/"), 200],
    "an asset": [send("GET", "/_next/static/x.js"), 200],
    "the API": [send("GET", "/api/health"), 200],
    "an unknown endpoint": [send("GET", "/api/nothing"), 404],
    "a missing key": [send("GET", "/api/runs", { Cookie: "" }), 401],
    "another method": [send("PUT", "/api/runs"), 405],
    "a body that is not JSON": [send("POST", "/api/session", { Origin: app.origin }, "{{"), 400],
    "a page changed": [send("PUT", "/"), 405],
    "a foreign host": [send("GET", "/", { Host: "evil.example" }), 421],
    "no host": [sendRaw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"), 421],
    "a bad polling request": [send("GET", "/socket.io/?transport=none"), 400],
    "no HTTP": [sendRaw("hello\r\n\r\n"), 400],
    "a broken header": [sendRaw(`GET / HTTP/1.1\r\n${head({}).join("")}a b: c\r\n\r\n`), 400],
    "headers that are too large": [send("GET", "/", { "X-Large": "x".repeat(20_000) }), 431],
    "a broken chunk": [sendRaw(`POST /api/session HTTP/1.1\r\n${head(chunked).join("")}\r\nzz\r\n`), 400],
    "an unknown expectation": [send("GET", "/", { Expect: "wonders" }), 200],
    "an upgrade elsewhere": [send("GET", "/elsewhere", { ...upgrade, Origin: app.origin }), 404],
    "an upgrade of a foreign page": [send("GET", "/socket.io/", { ...upgrade, Origin: "http://evil.example" }), 403],
    "an unknown transport": [send("GET", "/socket.io/?EIO=4&transport=none", { ...upgrade, Origin: app.origin }), 400],
    "an unknown socket": [
      send("GET", "/socket.io/?EIO=4&transport=websocket&sid=none", { ...upgrade, ...handshake, Origin: app.origin }),
      400,
    ],
    "a handshake without a key": [
      send("GET", "/socket.io/?EIO=4&transport=websocket", { ...upgrade, Origin: app.origin }),
      400,
    ],
  };
  for (const [name, [answer, status]] of Object.entries(answers)) {
    expect([name, (await answer).status]).toEqual([name, status]);
    expectSecured(await answer);
  }
});

test("[O3] the inline scripts of each page have a nonce of their own, which no client can choose", async () => {
  const forged = { "Content-Security-Policy": "script-src 'nonce-forged'", "X-Nonce": "forged" };
  const nonces = [];
  for (const path of ["/", "/", "/runs"]) {
    const { head } = await send("GET", path, forged);
    const nonce = /script-src 'self' 'nonce-([A-Za-z0-9+/]{22}==)'/.exec(head)?.[1] ?? "none";
    expect(head).toContain(`Seen-Nonce: ${nonce} script-src 'self' 'nonce-${nonce}'`);
    nonces.push(nonce);
  }
  expect(new Set(nonces).size).toBe(3);
  for (const path of ["/_next/static/x.js", "/api/health", "/api/nothing"])
    expect((await send("GET", path)).head).not.toContain("nonce-");
});
