import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CostlyItemsDocument, InputDocument, UploadedDocument, UploadRefusal } from "../../lib/api/input-schemas.ts";
import { MAX_INPUT_BYTES } from "../../lib/input/limits.ts";
import { createReviewerLink } from "../../lib/operations/access/create-reviewer-link.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { KEY, openTestWeb, type TestWeb } from "../support/test-web.ts";

let server: TestWeb;
let reviewerKey = "";
beforeAll(async () => {
  server = await openTestWeb();
  const presenter = { role: "presenter", name: "test" } as const;
  const link = await createReviewerLink(createOperationContext(server.web.services, presenter), {});
  if (link.ok) reviewerKey = link.value.key;
});
afterAll(async () => server.close());

const CSV = "word,number\none,1\ntwo,\nthree,3\n";
type Upload = { readonly query?: string; readonly body?: BodyInit; readonly headers?: Record<string, string> };

function upload({ query = "skill=echo&name=words.csv", body = CSV, headers = {} }: Upload = {}) {
  const authorization = "Cookie" in headers ? {} : { Authorization: `Bearer ${KEY}` };
  return server.send(`/api/inputs?${query}`, { method: "POST", body, headers: { ...authorization, ...headers } });
}

describe("[B3] a file is uploaded", () => {
  test("as the body itself; the response describes the rows, and a run can use it by its id", async () => {
    const uploaded = await upload();
    expect(uploaded.status).toBe(201);
    const { id, ...rest } = UploadedDocument.strict().parse(uploaded.body);
    expect(rest).toMatchObject({ name: "words.csv", format: "csv", rows: 3, items: [1, 1, 3] });
    expect(uploaded.headers.get("location")).toBe(`/api/inputs/${id}`);
    const kept = InputDocument.strict().parse(
      (await server.api("GET", `/api/inputs/${id}`, { key: reviewerKey })).body,
    );
    expect(kept).toMatchObject({ id, skill: "echo", rows: 3, preview: [{ word: "one", number: 1 }, {}, {}] });
    const started = await server.api("POST", "/api/runs", { body: { skill: "echo", inputId: id } });
    const run = await server.api("GET", `/api/runs/${(started.body as { id: string }).id}`);
    expect(run.body).toMatchObject({
      input: { id, name: "words.csv", rows: 3 },
      scenarios: [{ items: 1 }, {}, { items: 3 }],
    });
  });

  test("in a form, which gives its name", async () => {
    const body = new FormData();
    body.set("file", new File(['{"word":"one"}\n'], "words.jsonl"));
    expect(await upload({ query: "skill=echo", body })).toMatchObject({
      status: 201,
      body: { name: "words.jsonl", format: "jsonl", rows: 1 },
    });
  });

  test.each([
    ["text/csv", CSV, "csv"],
    ["application/json", '[{"word":"one"}]', "json"],
    ["application/x-ndjson", '{"word":"one"}', "jsonl"],
    ["application/octet-stream", '{"word":"one"}', "jsonl"],
  ])("without a name, as %s", async (type, body, format) => {
    const headers = { "Content-Type": type };
    expect(await upload({ query: "skill=echo", body, headers })).toMatchObject({ status: 201, body: { format } });
  });

  test("from our own page with its session, but not from another site", async () => {
    const Cookie = await server.signIn();
    expect((await upload({ headers: { Cookie, Origin: server.origin } })).status).toBe(201);
    expect((await upload({ headers: { Cookie, Origin: "http://evil.example" } })).status).toBe(403);
    expect((await upload({ headers: { Cookie } })).status).toBe(403);
    expect((await upload({ headers: { Cookie: `${Cookie}x`, Origin: server.origin } })).status).toBe(401);
  });
});

describe("[B3] problems are reported with their position, and nothing is stored", () => {
  test("with row and column", async () => {
    const refused = await upload({ body: "word,number\n ,1\ntwo,many\n" });
    expect(refused.status).toBe(400);
    expect(UploadRefusal.strict().parse(refused.body).error).toMatchObject({
      problemCount: 2,
      problems: [
        { row: 1, line: 2, column: "word", message: "is empty" },
        { row: 2, line: 3, column: "number" },
      ],
    });
  });

  test.each<[string, Upload, number, string]>([
    ["no skill", { query: "name=a.csv" }, 400, "skill: "],
    ["an unknown skill", { query: "skill=juggling&name=a.csv" }, 404, "Known skills: echo"],
    ["an empty body", { body: "" }, 400, "The file is empty"],
    ["a broken form", { headers: { "Content-Type": "multipart/form-data" } }, 400, "does not match its content type"],
    ["a form without a file", { body: new FormData() }, 400, "no file"],
    ["a body beyond the limit", { body: Buffer.alloc(MAX_INPUT_BYTES + 1) }, 413, "larger than"],
    ["a NUL in the name", { query: "skill=echo&name=%00.csv" }, 400, "name"],
  ])("%s", async (_, request, status, words) => {
    const reply = await upload(request);
    expect(reply).toMatchObject({ status, body: { error: { message: expect.stringContaining(words) } } });
    expect(server.faults).toEqual([]);
  });

  test("[O3] a reviewer cannot upload a file; it is not read, whatever its size", async () => {
    const headers = { Authorization: `Bearer ${reviewerKey}` };
    expect(await upload({ headers })).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
  });

  test("an unknown input is not found", async () => {
    expect((await server.api("GET", "/api/inputs/input_none")).status).toBe(404);
    expect((await server.api("GET", "/api/inputs/%00")).status).toBe(404);
    expect((await server.api("GET", "/api/inputs/input_none", { key: null })).status).toBe(401);
  });
});

test("[C8] the items behind a score can be read with a key, and by our own pages with a reviewer's session", async () => {
  const started = await server.api("POST", "/api/runs", { body: { skill: "echo", items: [2, 4] } });
  const { id } = started.body as { id: string };
  const owner = {
    runnerId: "runner_test",
    machineId: "test",
    processSpace: "boot",
    pid: process.pid,
    processStartedAt: "0",
  };
  const claim = await server.stores.ownership.claim(id, owner);
  if (claim === null) throw new Error("the run cannot be claimed");
  const item = (index: number, echoed: number) => {
    const ok = echoed === 1;
    const error = ok ? null : "failed on purpose";
    return { index, ok, error, values: { seen: 1, echoed }, samples: {}, outcome: `echo ${index}` };
  };
  const segment = { scenarioId: "simple", attempt: 1, fromItem: 0, toItem: 2, durationMs: 9 };
  const segments = [{ ...segment, results: [item(0, 1), item(1, 0)] }];
  await server.stores.log.openWriter(claim).append({ events: [], segments });

  const path = `/api/runs/${id}/scenarios/simple/items`;
  const Cookie = await server.signIn(reviewerKey);
  for (const access of [{}, { key: null, headers: { Cookie } }]) {
    const { status, body } = await server.api("GET", `${path}?metric=echoed`, access);
    expect(status).toBe(200);
    expect(CostlyItemsDocument.strict().parse(body)).toMatchObject({
      counted: 2,
      found: 1,
      failed: 1,
      items: [{ index: 1, loss: 0.5, outcome: "echo 1", error: "failed on purpose" }],
    });
  }
  expect((await server.api("GET", path, { key: null })).status).toBe(401);
  expect((await server.api("GET", `${path}?limit=0`)).status).toBe(400);
  expect((await server.api("GET", `/api/runs/${id}/scenarios/huge/items`)).status).toBe(404);
});
