import { afterAll, beforeAll, expect, test } from "vitest";
import { startHouse, type WholeHouse } from "../support/whole-house.ts";

let house: WholeHouse;
beforeAll(async () => void (house = await startHouse({ dev: true })), 150_000);
afterAll(() => house.stop());

test("[O1] npm run dev serves pages as they are written, with the hot reload's socket, and drives runs", async () => {
  const page = await fetch(house.origin);
  const html = await page.text();
  expect([page.status, html.includes("Triptych")]).toEqual([200, true]);
  expect(page.headers.get("content-security-policy")).toContain("unsafe-eval");
  const id = await house.start({ skill: "data-transformation", items: [10, 20, 30] });
  const run = await house.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
  expect(run.status).toBe("complete");
}, 90_000);
