import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { Validator } from "@seriousme/openapi-schema-validator";
import { generateSource } from "oazapfts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KEY, openTestWeb, type TestWeb } from "../support/test-web.ts";

const ROOT = join(import.meta.dirname, "../..");

const CLIENT = "./client.ts";

/** A script that uses the generated client; each expected error shows that a type is not `any`. */
const USAGE = `
import * as triptych from "${CLIENT}";

export async function useClient(origin: string, key: string) {
  Object.assign(triptych.defaults, { baseUrl: origin, headers: { Authorization: \`Bearer \${key}\` } });
  const started = await triptych.startRun({ skill: "echo", items: [10, 30, 80], seed: 7, options: { spinMs: 0 } });
  if (started.status !== 201) throw new Error(started.data.error.message);
  const id: string = started.data.id;
  const command = await triptych.sendCommand(id, { id: "click-1", type: "advance", milestone: 30 });
  const run = await triptych.getRun(id);
  if (run.status !== 200) throw new Error(run.data.error.code);
  const items: number[] = run.data.scenarios.map((scenario) => scenario.items);
  const page = await triptych.listRuns({ limit: 1, status: "queued" });
  const listed = page.status === 200 ? page.data.items.map((item) => item.id) : [];
  const file = new File(['{"word":"one"}'], "words.jsonl");
  const uploaded = await triptych.uploadInput("echo", { file }, { name: file.name });
  const rows = uploaded.status === 201 ? uploaded.data.rows : 0;
  const missing = await triptych.getRun("run_none");
  const none: "not-found" | string = missing.status === 404 ? missing.data.error.code : "";
  return { id, command: command.status, items, listed, rows, none };
}

export const wrong = () => {
  // @ts-expect-error a skill is required
  void triptych.startRun({});
  // @ts-expect-error no such command
  void triptych.sendCommand("run_1", { id: "a", type: "explode" });
  // @ts-expect-error a run is not a text
  void triptych.getRun("run_1").then((run) => run.status === 200 && run.data.toUpperCase());
};
`;

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: "esnext",
    module: "esnext",
    moduleResolution: "bundler",
    lib: ["esnext", "dom", "dom.iterable"],
    types: [],
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  files: ["usage.ts"],
};

let server: TestWeb;
let folder = "";
beforeAll(async () => {
  server = await openTestWeb();
  folder = mkdtempSync(join(ROOT, "node_modules", ".openapi-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.close();
});

describe("[N2] the served OpenAPI document", () => {
  test("is valid", async () => {
    const { body } = await server.api("GET", "/api/openapi.json", { key: null });
    const { valid, errors } = await new Validator().validate(body as Record<string, unknown>);
    expect([valid, errors]).toEqual([true, undefined]);
    const text = JSON.stringify(body);
    const pointers = [...text.matchAll(/"\$ref":"#([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(pointers).not.toHaveLength(0);
    expect(pointers.filter((pointer) => resolvePointer(body, pointer) === undefined)).toEqual([]);
  });

  test("generates a typed client that compiles and works", async () => {
    const { body } = await server.api("GET", "/api/openapi.json", { key: null });
    writeFileSync(join(folder, "openapi.json"), JSON.stringify(body));
    writeFileSync(join(folder, CLIENT), await generateSource(join(folder, "openapi.json")));
    writeFileSync(join(folder, "usage.ts"), USAGE);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
    expect(await compile(folder)).toBe("");
    const { useClient } = (await import(pathToFileURL(join(folder, "usage.ts")).href)) as UsageModule;
    const { id, ...rest } = await useClient(server.origin, KEY);
    expect(rest).toEqual({ command: 202, items: [10, 30, 80], listed: [id], rows: 1, none: "not-found" });
  });
});

type UsageModule = {
  useClient(origin: string, key: string): Promise<{ readonly id: string; readonly [name: string]: unknown }>;
};

/** The compiler's errors; "" without any. */
async function compile(project: string): Promise<string> {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const run = promisify(execFile)(process.execPath, [tsc, "-p", project]);
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return stdout;
}

function resolvePointer(document: unknown, pointer: string): unknown {
  const keys = pointer.split("/").slice(1);
  return keys.reduce<unknown>((value, key) => {
    const name = decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~");
    return (value as Record<string, unknown> | undefined)?.[name];
  }, document);
}
