import { afterEach, beforeEach, expect, test } from "vitest";
import { createReviewerLink } from "../../lib/operations/access/create-reviewer-link.ts";
import type { ScenarioLog } from "../../lib/operations/runs/read-scenario-log.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { mergeLogLines } from "../../lib/view/console/log.ts";
import { logged } from "../support/spec.ts";
import { createSampleRun, joinAsPresenter, openTestWeb, type TestWeb } from "../support/test-web.ts";

let app: TestWeb;
beforeEach(async () => void (app = await openTestWeb()));
afterEach(() => app.close());

test("[F4] a console joins with the newest log lines and reads the older ones, with a key or a reviewer's session", async () => {
  const run = await createSampleRun(app);
  await run.append(5);
  await run.appendEvents(Array.from({ length: 120 }, (_, i) => logged(`line ${i}`)));
  const link = await createReviewerLink(
    createOperationContext(app.web.services, { role: "presenter", name: "test" }),
    {},
  );
  const cookie = await app.signIn(link.ok ? link.value.key : "");
  const joined = await joinAsPresenter(app.connect({ cookie }), run.runId);
  if (!joined.ok) throw new Error(joined.error.message);
  const live = joined.state?.scenarios[0]?.log ?? [];
  expect(live.map(({ text }) => text)).toEqual(Array.from({ length: 80 }, (_, i) => `line ${i + 40}`));
  const path = `/api/runs/${run.runId}/scenarios/simple/log`;
  for (const access of [{}, { key: null, headers: { Cookie: cookie } }]) {
    const { status, body } = await app.api("GET", path, access);
    expect(status).toBe(200);
    const { lines } = body as ScenarioLog;
    expect(lines.map(({ text }) => text)).toEqual(Array.from({ length: 120 }, (_, i) => `line ${i}`));
    expect(mergeLogLines(lines, live)).toEqual(lines);
    expect(mergeLogLines([], live)).toEqual(live);
  }
  expect((await app.api("GET", path, { key: null })).status).toBe(401);
  expect((await app.api("GET", `/api/runs/${run.runId}/scenarios/none/log`)).status).toBe(404);
  expect((await app.api("GET", "/api/runs/run_none/scenarios/simple/log")).status).toBe(404);
});
