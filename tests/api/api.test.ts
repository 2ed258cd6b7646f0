import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EventPage, Health, RunDetail, RunPage } from "../../lib/api/schemas.ts";
import { createReviewerLink } from "../../lib/operations/access/create-reviewer-link.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { createStores, type Stores } from "../../lib/store/stores.ts";
import type { OpenApi } from "../support/answer-check.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { createSampleRun, openTestWeb, type TestWeb } from "../support/test-web.ts";

let database: TestDatabase;
let stores: Stores;
let server: TestWeb;
let reviewerKey = "";

beforeAll(async () => {
  database = await createTestDatabase();
  stores = await createStores({ databaseUrl: database.url });
  server = await openTestWeb({ stores });
  const link = await createReviewerLink(
    createOperationContext(server.web.services, { role: "presenter", name: "test" }),
    {},
  );
  if (link.ok) reviewerKey = link.value.key;
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const runIds = async () => (await stores.runs.list({}, { limit: 200, cursor: null })).items.map(({ id }) => id);

describe("[N2] without a browser", () => {
  test("health is public and reports the state of database and runner", async () => {
    const { status, body } = await server.api("GET", "/api/health", { key: null });
    expect(status).toBe(200);
    expect(Health.strict().parse(body)).toMatchObject({ status: "ok", version: "1.2.3", database: { ok: true } });
  });

  test("a run can be started, listed and read, and its events too", async () => {
    const started = await server.api("POST", "/api/runs", {
      body: { skill: "echo", sync: "milestone", seed: 7, items: [10, 30, 80], hold: "presenter" },
    });
    expect(started.status).toBe(201);
    const { id } = started.body as { id: string };
    expect(id).toMatch(/^run_[0-9a-f-]{36}$/);
    const listed = RunPage.strict().parse((await server.api("GET", "/api/runs")).body);
    expect(listed.items[0]).toMatchObject({
      id,
      skill: "echo",
      status: "queued",
      seed: 7,
      items: [10, 30, 80],
      hold: "presenter",
    });
    const run = await server.api("GET", `/api/runs/${id}`);
    expect(RunDetail.strict().parse(run.body)).toMatchObject({
      id,
      status: "queued",
      scenarios: [{ id: "simple", items: 10 }, {}, { id: "complex", items: 80 }],
    });
    const judgement = await server.api("GET", `/api/runs/${id}/results`);
    expect([judgement.status, judgement.body]).toEqual([200, RunDetail.parse(run.body).judgement]);
    expect(judgement.body).toMatchObject({ headline: { text: "No results yet." }, growth: { fits: [] } });
    const events = EventPage.strict().parse((await server.api("GET", `/api/runs/${id}/events?after=0`)).body);
    expect(events).toMatchObject({
      events: [{ seq: 1, type: "run.queued", actor: { role: "presenter", name: "api" } }],
      lastSeq: 1,
    });
    expect((await server.api("GET", `/api/runs/${id}/events?after=1`)).body).toEqual({ events: [], lastSeq: 1 });
    expect((await server.api("GET", `/api/runs/${id}/events?after=${Number.MAX_SAFE_INTEGER}`)).status).toBe(400);
  });

  test("pages of runs do not overlap", async () => {
    for (let made = 0; made < 3; made += 1) await createSampleRun(server);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const { body } = await server.api("GET", `/api/runs?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
      const page = RunPage.parse(body);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(await runIds());
  });

  test("an ended run matches its schema, with every release and refusal", async () => {
    const run = await createSampleRun(server, { kind: "failing" });
    await run.append(run.total, "partial");
    const { body } = await server.api("GET", `/api/runs/${run.runId}`);
    expect(RunDetail.strict().parse(body)).toMatchObject({
      status: "partial",
      partial: true,
      releases: [{ percent: 30 }, {}, {}, {}],
    });
  });

  test("[A13] a command sent twice is accepted twice and stored once", async () => {
    const run = await createSampleRun(server);
    await run.append(3);
    const body = { id: "click-1", type: "advance", milestone: 30, force: true };
    expect(await server.api("POST", `/api/runs/${run.runId}/commands`, { body })).toMatchObject({
      status: 202,
      body: { id: "click-1" },
    });
    expect((await server.api("POST", `/api/runs/${run.runId}/commands`, { body })).status).toBe(202);
    expect(await stores.commands.pending(run.runId)).toMatchObject([
      { id: "click-1", percent: 30, force: true, fault: null, scenarioId: null },
    ]);
  });

  test("[A13] another command with the same id is refused", async () => {
    const run = await createSampleRun(server);
    await run.append(3);
    const path = `/api/runs/${run.runId}/commands`;
    expect((await server.api("POST", path, { body: { id: "1", type: "pause" } })).status).toBe(202);
    expect(await server.api("POST", path, { body: { id: "1", type: "resume" } })).toMatchObject({
      status: 409,
      body: { error: { code: "click-id-reused", message: expect.stringContaining("new id") } },
    });
    expect(await stores.commands.pending(run.runId)).toMatchObject([{ id: "1", type: "pause" }]);
  });

  test("[A12] a command on an ended run is accepted, and its refusal is a fact", async () => {
    const run = await createSampleRun(server);
    await run.append(run.total, "complete");
    const body = { id: "too-late", type: "pause", scenario: "simple" };
    for (let sent = 0; sent < 2; sent += 1)
      expect((await server.api("POST", `/api/runs/${run.runId}/commands`, { body })).status).toBe(202);
    const { events } = (await server.api("GET", `/api/runs/${run.runId}/events?after=${run.total + 1}`)).body as {
      events: unknown[];
    };
    expect(events).toMatchObject([
      { type: "command.refused", commandId: "too-late", code: "already-ended", scenarioId: "simple" },
    ]);
    expect(await stores.commands.pending(run.runId)).toEqual([]);
  });

  test("the OpenAPI document contains every path, and responses match its schemas", async () => {
    const { body } = await server.api("GET", "/api/openapi.json", { key: null });
    expect(body).toMatchObject({
      openapi: "3.1.0",
      paths: { "/api/runs": {}, "/api/runs/{id}/commands": {}, "/api/runs/{id}/results": {} },
      components: { schemas: { StartRun: { type: "object" }, Judgement: { type: "object" } } },
    });
    expect(JSON.stringify(body)).not.toContain('"$schema"');
    // the limits of a command are those that the operation checks
    expect(body).toMatchObject({
      components: {
        schemas: {
          Command: {
            required: ["id", "type"],
            properties: { id: { pattern: "^[A-Za-z0-9._:-]{1,100}$" }, percent: { anyOf: [{ maximum: 100 }, {}] } },
          },
        },
      },
    });
  });
});

describe("[O3] permissions", () => {
  test.each([
    ["no key", null, 401],
    ["a wrong key", "wrong-key-of-someone-222", 401],
    ["a malformed key", "a b", 401],
  ])("%s: %s", async (_, key, status) => {
    const reply = await server.api("GET", "/api/runs", { key });
    expect(reply).toMatchObject({ status, body: { error: { code: "unauthenticated" } } });
    expect(reply.headers.get("www-authenticate")).toContain("Bearer");
  });

  test("every endpoint that the document does not declare as public requires a key", async () => {
    const { body } = await server.api("GET", "/api/openapi.json", { key: null });
    const { paths } = body as OpenApi;
    const open: string[] = [];
    for (const [path, operations] of Object.entries(paths))
      for (const [method, { security }] of Object.entries(operations)) {
        if (security.length === 0) {
          open.push(`${method} ${path}`);
          continue;
        }
        const reply = await server.api(method.toUpperCase(), path.replaceAll(/\{\w+\}/g, "run_1"), { key: null });
        expect([path, reply.status]).toEqual([path, 401]);
      }
    expect(open).toEqual([
      "get /api/health",
      "get /api/openapi.json",
      "get /api/stage/{code}/state",
      "post /api/session",
      "get /api/session",
      "delete /api/session",
    ]);
  });

  test("a reviewer's key can read but not change anything", async () => {
    const before = await runIds();
    expect((await server.api("GET", "/api/runs", { key: reviewerKey })).status).toBe(200);
    const refused = await server.api("POST", "/api/runs", { key: reviewerKey, body: { skill: "echo" } });
    expect(refused).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
    expect(await runIds()).toEqual(before);
  });

  test("neither a session cookie nor its secret works as an API key", async () => {
    const cookie = await server.signIn();
    expect((await server.api("GET", "/api/runs", { key: null, headers: { Cookie: cookie } })).status).toBe(401);
    expect((await server.api("GET", "/api/runs", { key: cookie.split("=")[1] ?? "" })).status).toBe(401);
  });

  test("keys are exchanged only from our own pages, and cookies are inaccessible to scripts and other sites", async () => {
    const body = { key: "test-key-of-the-presenter-22" };
    expect((await server.api("POST", "/api/session", { key: null, body })).status).toBe(403);
    expect(
      (await server.api("POST", "/api/session", { key: null, body, headers: { Origin: "http://evil.example" } }))
        .status,
    ).toBe(403);
    const wrong = await server.api("POST", "/api/session", {
      key: null,
      body: { key: "nope" },
      headers: { Origin: server.origin },
    });
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: "unauthenticated" } } });
    const right = await server.api("POST", "/api/session", { key: null, body, headers: { Origin: server.origin } });
    expect(right.headers.get("set-cookie")).toMatch(
      /^triptych-\d+=[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict; Expires=/,
    );
  });

  test("signing out ends the session, not the key", async () => {
    const cookie = await server.signIn();
    const headers = { Cookie: cookie, Origin: server.origin };
    expect((await server.api("GET", "/api/session", { key: null, headers })).body).toMatchObject({ role: "presenter" });
    expect((await server.api("DELETE", "/api/session", { key: null, headers })).status).toBe(204);
    expect((await server.api("GET", "/api/session", { key: null, headers })).status).toBe(401);
    expect((await server.api("GET", "/api/runs")).status).toBe(200);
  });
});

describe("bad input gets a clear error and changes nothing", () => {
  const nested = "[".repeat(50_000);
  test.each<[string, unknown, number, string]>([
    ["an unknown skill", { skill: "juggling" }, 400, "Known skills: echo"],
    ["no skill", {}, 400, "skill"],
    ["negative items", { skill: "echo", items: [-1, 2, 3] }, 400, "at least 1 item"],
    ["fractions of items", { skill: "echo", items: [1.5, 2, 3] }, 400, "whole number"],
    ["ten million and one items", { skill: "echo", items: [1, 2, 10_000_001] }, 400, "at most 10000000"],
    ["one scenario", { skill: "echo", items: [10] }, 400, "2 to 6"],
    ["seven scenarios", { skill: "echo", items: [1, 2, 3, 4, 5, 6, 7] }, 400, "2 to 6"],
    ["items as text", { skill: "echo", items: "100,300" }, 400, "list of whole numbers"],
    ["sizes out of order", { skill: "echo", items: [30, 20, 10] }, 400, "small to large"],
    ["a hold in free-running", { skill: "echo", sync: "free-running", hold: "presenter" }, 400, "never waits"],
    ["an unknown field", { skill: "echo", colour: "red", size: 3 }, 400, '"colour" and "size"'],
    ["descending milestones", { skill: "echo", milestones: [50, 30] }, 400, "ascend"],
    ["a milestone of 100", { skill: "echo", milestones: [100] }, 400, "between 1 and 99"],
    ["a tolerance of 6 points", { skill: "echo", arrivalTolerance: 6 }, 400, "arrivalTolerance"],
    [
      "a scenario that is not there",
      { skill: "echo", scenarios: { huge: { batchSize: 3 } } },
      400,
      "unknown name huge",
    ],
    ["an option of the wrong kind", { skill: "echo", options: { spinMs: "fast" } }, 400, "spinMs"],
    [
      "too many workers",
      {
        skill: "echo",
        scenarios: Object.fromEntries(["simple", "medium", "complex"].map((id) => [id, { concurrency: 16 }])),
      },
      400,
      "at most 32",
    ],
    ["a prototype", '{"skill":"echo","__proto__":{"role":"presenter"}}', 400, "__proto__"],
    ["a NUL in a title", { skill: "echo", title: "a\u0000b" }, 400, "cannot be stored"],
    ["half a surrogate pair in a note", '{"skill":"echo","notes":{"0":"\\ud800"}}', 400, "cannot be stored"],
    [
      "options a hundred thousand levels deep",
      `{"skill":"echo","options":{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`,
      400,
      "nested deeper",
    ],
    ["no object", "[]", 400, "must be an object"],
    ["no JSON", "{skill:", 400, "not JSON"],
    ["fifty thousand brackets", nested, 400, "not JSON"],
    ["a body of a megabyte", `"${"x".repeat(1_000_000)}"`, 413, "larger than"],
  ])("%s", async (_, body, status, message) => {
    const before = await runIds();
    const reply = await server.api("POST", "/api/runs", { body });
    expect(reply).toMatchObject({ status, body: { error: { message: expect.stringContaining(message) } } });
    expect(await runIds()).toEqual(before);
    expect(server.faults).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ["an unknown type", { id: "a", type: "explode" }, "type"],
    ["no id", { type: "pause" }, "id"],
    ["an id with blanks", { id: "a b", type: "pause" }, "id"],
    ["an advance of one scenario", { id: "a", type: "advance", scenario: "simple" }, "scenario"],
    ["a forced pause", { id: "a", type: "pause", force: true }, "force"],
    ["two milestones", { id: "a", type: "advance", milestone: 30, percent: 50 }, "differs from"],
  ])("a command with %s", async (_, body, message) => {
    const run = await createSampleRun(server);
    const reply = await server.api("POST", `/api/runs/${run.runId}/commands`, { body });
    expect(reply).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining(message) } } });
    expect(await stores.commands.pending(run.runId)).toEqual([]);
  });

  test.each([
    ["GET", "/api/runs/run_none", 404],
    ["GET", "/api/runs/run_none/events", 404],
    ["GET", "/api/runs/run_none/results", 404],
    ["POST", "/api/runs/run_none/commands", 404],
    ["GET", "/api/runs/%00", 404],
    ["GET", "/api/runs/%E0%A4%A", 404],
    ["GET", "/api/nothing", 404],
    ["GET", "/api/stage/ZZZZZZ/state", 404],
    ["PUT", "/api/runs", 405],
    ["DELETE", "/api/runs/run_none/results", 405],
    ["GET", "/api/runs?search=%00", 400],
    ["GET", "/api/runs?cursor=AAAA", 400],
    ["GET", `/api/runs?cursor=${Buffer.from("2026-01-01T00:00:00Z \0").toString("base64url")}`, 400],
    ["GET", "/api/runs?limit=0", 400],
    ["GET", "/api/runs?limit=1e9", 400],
    ["GET", "/api/runs?cursor=nonsense", 400],
    ["GET", "/api/runs?createdFrom=0000-01-01T00:00:00Z", 400],
    ["GET", "/api/runs?createdTo=9999-12-31T23:59:59-05:00", 400],
    ["GET", "/api/runs?order=random", 400],
    ["GET", "/api/runs?status=fine", 400],
  ])("%s %s is answered with %i", async (method, path, status) => {
    const body = method === "POST" ? { id: "a", type: "pause" } : undefined;
    const reply = await server.api(method, path, body === undefined ? {} : { body });
    expect(reply).toMatchObject({ status, body: { error: { code: expect.any(String), message: expect.any(String) } } });
    expect(server.faults).toEqual([]);
  });
});
