import { afterAll, beforeAll, expect, test } from "vitest";
import { createReviewerLink } from "../../lib/operations/access/create-reviewer-link.ts";
import { EstimateJson } from "../../lib/operations/estimates/estimate-schema.ts";
import { createOperationContext } from "../../lib/operations/services.ts";
import { openTestWeb, type TestWeb } from "../support/test-web.ts";

let server: TestWeb;
beforeAll(async () => void (server = await openTestWeb()));
afterAll(() => server.close());

const ask = (body: object, key?: string) => server.api("POST", "/api/estimate", { body, ...(key ? { key } : {}) });

test("[J1] the API estimates a run without starting it", async () => {
  const { status, body } = await ask({ skill: "echo", items: [10, 20] });
  expect(status).toBe(200);
  expect(EstimateJson.strict().parse(body)).toMatchObject({
    currency: null,
    scenarios: [{ scenarioId: "simple", likely: null, atMost: { storedItems: 10 } }, { scenarioId: "medium" }],
  });
  expect((await server.stores.runs.list({}, { limit: 1, cursor: null })).items).toEqual([]);
});

test("[J1] a request that cannot be started is not estimated, for the same reason", async () => {
  for (const body of [{ skill: "none" }, { skill: "echo", costCap: { unit: "money", limit: 1 } }]) {
    const [estimated, started] = [await ask(body), await server.api("POST", "/api/runs", { body })];
    expect([estimated.status, estimated.body]).toEqual([400, started.body]);
  }
});

test("[O3] a reviewer's key cannot estimate", async () => {
  const link = await createReviewerLink(
    createOperationContext(server.web.services, { role: "presenter", name: "t" }),
    {},
  );
  if (!link.ok) throw new Error(link.error.message);
  expect((await ask({ skill: "echo" }, link.value.key)).status).toBe(403);
});
