import { afterAll, beforeAll, expect, test } from "vitest";
import { skillRegistry as bundled } from "../../lib/skills/registry.ts";
import type { OpenApi } from "../support/answer-check.ts";
import { skillRegistry } from "../support/skills/registry.ts";
import { createSampleRun, openTestWeb, type TestWeb } from "../support/test-web.ts";

let server: TestWeb;
let runId: string;

beforeAll(async () => {
  server = await openTestWeb({ skills: new Map([...bundled, ...skillRegistry]) });
  const run = await createSampleRun(server, {});
  await run.append(3);
  runId = run.runId;
});
afterAll(() => server.close());

type Schema = { readonly $ref?: string; readonly properties?: { readonly [name: string]: Schema } };
type Document = OpenApi & {
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
};
type Operation = {
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: { readonly [type: string]: { readonly schema: Schema } } };
};

/** The fields that a request may have, by the document that the server publishes. */
async function fieldsOf(method: string, path: string): Promise<readonly string[]> {
  const { body } = await server.api("GET", "/api/openapi.json", { key: null });
  const { paths, components } = body as Document;
  const operation = paths[path]?.[method];
  if (operation === undefined) throw new Error(`${method} ${path} is not in the document`);
  const schemas = Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema);
  const resolved = schemas.map((schema) => components.schemas[schema.$ref?.split("/").at(-1) ?? ""] ?? schema);
  return [
    ...(operation.parameters ?? []).map(({ name }) => name),
    ...resolved.flatMap(({ properties }) => Object.keys(properties ?? {})),
  ];
}

const START = { skill: "echo", items: [10, 20, 30] };
const COMMAND = { id: "c1", type: "pause" };

/** A wrong value for each field, and the field at which the error must point. */
const CASES: readonly [method: string, path: string, field: string, request: object | string][] = [
  ["post", "/api/runs/{id}/commands", "scenario", { ...COMMAND, type: "advance", scenario: "simple" }],
  ["post", "/api/runs/{id}/commands", "scenario", { ...COMMAND, type: "fault", fault: "kill" }],
  ["post", "/api/runs/{id}/commands", "scenario", { ...COMMAND, scenario: "" }],
  ["post", "/api/runs/{id}/commands", "milestone", { ...COMMAND, milestone: 30 }],
  ["post", "/api/runs/{id}/commands", "percent", { ...COMMAND, percent: 30 }],
  ["post", "/api/runs/{id}/commands", "percent", { ...COMMAND, type: "advance", percent: 30, milestone: 50 }],
  ["post", "/api/runs/{id}/commands", "milestone", { ...COMMAND, type: "advance", milestone: 101 }],
  ["post", "/api/runs/{id}/commands", "force", { ...COMMAND, force: true }],
  ["post", "/api/runs/{id}/commands", "fault", { ...COMMAND, fault: "kill", scenario: "simple" }],
  ["post", "/api/runs/{id}/commands", "type", { id: "c1", type: "dance" }],
  ["post", "/api/runs/{id}/commands", "id", { id: "", type: "pause" }],
  ["post", "/api/runs", "skill", { ...START, skill: "juggling" }],
  ["post", "/api/runs", "items", { ...START, items: [0, 1] }],
  ["post", "/api/runs", "items", { ...START, items: [3, 2] }],
  ["post", "/api/runs", "options", { ...START, options: { spinMs: -1 } }],
  ["post", "/api/runs", "scenarios", { ...START, scenarios: { huge: {} } }],
  ["post", "/api/runs", "scenarios", { ...START, scenarios: { simple: { concurrency: 0 } } }],
  ["post", "/api/runs", "notes", { ...START, notes: { start: "x" } }],
  ["post", "/api/runs", "costCap", { ...START, costCap: { unit: "money", limit: 1 } }],
  ["post", "/api/runs", "inputId", { ...START, inputId: "input_0190" }],
  ["post", "/api/runs", "retry", { ...START, retry: { limit: -1 } }],
  ["post", "/api/estimate", "waitLimitMs", { ...START, waitLimitMs: -1 }],
  ["post", "/api/inputs", "skill", ""],
  ["post", "/api/inputs", "name", "?skill=echo&name="],
  ["get", "/api/runs", "createdFrom", "?createdFrom=yesterday"],
  ["get", "/api/runs", "createdTo", "?createdTo=0000-01-01T00:00:00Z"],
  ["get", "/api/runs", "cursor", "?cursor=x"],
  ["get", "/api/runs", "status", "?status=fine"],
  ["get", "/api/runs/{id}/events", "after", "?after=x"],
  ["get", "/api/runs/{id}/scenarios/{scenario}/items", "metric", "?metric=unheard_of"],
  ["get", "/api/runs/{id}/scenarios/{scenario}/items", "limit", "?limit=0"],
];

test.each(CASES)("[N2] an error of %s %s names the field %s as the request does: %j", async (...given) => {
  const [method, path, field, request] = given;
  const address = path.replace("{id}", runId).replace("{scenario}", "simple");
  const reply = await server.api(
    method.toUpperCase(),
    typeof request === "string" ? address + request : address,
    typeof request === "string" ? (method === "post" ? { body: "text\n1" } : {}) : { body: request },
  );
  const { message } = (reply.body as { error: { message: string } }).error;
  expect([reply.status, message]).toEqual([400, expect.stringMatching(new RegExp(`^${field}[.:]`))]);
  expect(await fieldsOf(method, path)).toContain(field);
  const named = message.split("; ").flatMap((line) => /^(\w+)[\w.-]*: /.exec(line)?.[1] ?? []);
  const fields = await fieldsOf(method, path);
  expect(named.filter((name) => !fields.includes(name))).toEqual([]);
});
