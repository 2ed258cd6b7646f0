import { afterEach, beforeEach, expect, test } from "vitest";
import { createReviewerLink } from "../../lib/operations/access/create-reviewer-link.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { createSampleRun, openTestWeb, type TestWeb } from "../support/test-web.ts";

let app: TestWeb;
let reviewer = "";
beforeEach(async () => {
  app = await openTestWeb();
  const ctx = createOperationContext(app.web.services, { role: "presenter", name: "test" });
  const link = await createReviewerLink(ctx, {});
  if (link.ok) reviewer = link.value.key;
});
afterEach(() => app.close());

test("[O5][N2] an ended run is deleted by the presenter alone; afterwards it is unknown", async () => {
  const { runId, append, total, claim } = await createSampleRun(app);
  await append(total, "complete");
  await app.stores.ownership.release(claim);
  const path = `/api/runs/${runId}`;
  expect(await app.api("DELETE", path, { key: reviewer })).toMatchObject({ status: 403 });
  expect(await app.api("DELETE", path)).toMatchObject({ status: 204 });
  for (const method of ["GET", "DELETE"]) expect(await app.api(method, path)).toMatchObject({ status: 404 });
  expect(await app.api("DELETE", "/api/runs/run_%F0")).toMatchObject({ status: 404 });
});

test("[O5][N2] a run that has not ended is not deleted, and the answer says what to do", async () => {
  const { runId, append } = await createSampleRun(app);
  await append(20);
  const message = expect.stringContaining("Cancel it first") as unknown;
  expect(await app.api("DELETE", `/api/runs/${runId}`)).toMatchObject({
    status: 409,
    body: { error: { code: "conflict", message } },
  });
  expect(await app.api("GET", `/api/runs/${runId}`)).toMatchObject({ status: 200 });
});

test("[O5][N2] the presenter sees what takes space", async () => {
  expect(await app.api("GET", "/api/storage", { key: reviewer })).toMatchObject({ status: 403 });
  const { status, body } = await app.api("GET", "/api/storage");
  expect(status).toBe(200);
  expect(body).toMatchObject({ totalBytes: 0, freeBytes: null });
});
