import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RunReview } from "../../components/review/run-review.tsx";
import { RunDrive } from "../../lib/runner/drive/drive-run.ts";
import { createFakeSkillHost } from "../support/fake-skill-host.ts";
import { skillRegistry } from "../support/skills/registry.ts";
import { openTestWeb, type TestWeb } from "../support/test-web.ts";

let installed: TestWeb;
/** The same database, read by a machine without the skill. */
let later: TestWeb;
let runId = "";

beforeAll(async () => {
  installed = await openTestWeb();
  const { stores } = installed;
  later = await openTestWeb({ stores, skills: new Map() });
  const started = await installed.api("POST", "/api/runs", {
    body: { skill: "echo", sync: "free-running", items: [20, 40, 60], options: {} },
  });
  runId = (started.body as { id: string }).id;
  const owner = { runnerId: "runner_test", machineId: "here", processSpace: "boot", pid: 1, processStartedAt: "0" };
  const claim = await stores.ownership.claim(runId, owner);
  if (claim === null) throw new Error("the run cannot be claimed");
  const clock = { nowMs: () => performance.now(), wallTime: () => new Date() };
  const { host } = createFakeSkillHost();
  const deps = { ...stores, host, skills: skillRegistry, clock, runnerId: owner.runnerId };
  await new RunDrive(deps, claim).run();
  await stores.ownership.release(claim);
});

afterAll(async () => {
  await later.close();
  await installed.close();
});

test.each(["", "/results", "/events", "/scenarios/complex/items", "/scenarios/complex/items?metric=echoed"])(
  "[E3][I1] /api/runs/{id}%s returns the same for a run whose skill is no longer installed",
  async (path) => {
    const [before, after] = await Promise.all([
      installed.api("GET", `/api/runs/${runId}${path}`),
      later.api("GET", `/api/runs/${runId}${path}`),
    ]);
    expect(after.status).toBe(200);
    expect(after.body).toEqual(before.body);
  },
);

test("[E3][I1] its metrics and the name of its items are those of its start", async () => {
  const { body } = await later.api("GET", `/api/runs/${runId}/scenarios/simple/items?metric=echoed`);
  expect(body).toMatchObject({ metric: { id: "echoed", label: "Echoed", target: { comparison: ">=", value: 1 } } });
  expect((await installed.stores.log.readState(runId))?.spec).toMatchObject({
    unit: { one: "number", many: "numbers" },
    metrics: [{ id: "echoed", formula: { kind: "ratio" }, weight: 1 }],
  });
});

test("[E3] its review and its judgement are rendered, and the list contains it", async () => {
  const state = await installed.stores.log.readState(runId);
  if (state === null) throw new Error("the run is gone");
  const facts = (await installed.stores.log.read(runId, 0)).filter(({ type }) => type !== "scenario.progressed");
  expect(state.status).toBe("complete");
  const page = renderToStaticMarkup(createElement(RunReview, { state, facts, truncated: false }));
  expect(page).toContain("echo 1");
  expect(page).toContain("Metrics by scenario");
  expect(page).toContain(state.results?.judgement.headline.text ?? "no headline");
  expect((await later.api("GET", "/api/runs?skill=echo")).body).toMatchObject({
    items: [{ id: runId, skill: "echo" }],
  });
});

test("[E3] if the run has no stored metrics either, its scores are refused with a message and all else can be read", async () => {
  const { spec } = (await installed.stores.log.readState(runId)) ?? {};
  if (spec === undefined) throw new Error("the run is gone");
  const { metrics: _, ...oldSpec } = spec;
  const at = new Date().toISOString();
  const old = runId.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  await installed.stores.runs.create({ id: old, spec: oldSpec, actor: { role: "presenter", name: "test" }, at });
  expect(await later.api("GET", `/api/runs/${old}/scenarios/simple/items`)).toMatchObject({ status: 409 });
  expect(await installed.api("GET", `/api/runs/${old}/scenarios/simple/items`)).toMatchObject({ status: 200 });
  expect(await later.api("GET", `/api/runs/${old}`)).toMatchObject({ status: 200 });
});
