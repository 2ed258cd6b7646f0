import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let house: TestApp;
beforeAll(async () => void (house = await startTestApp({ dev: true })), 150_000);
afterAll(() => house.stop());

test("the hot reload gets its socket from our own pages, and from nobody else's", async () => {
  await fetch(house.origin);
  expect(await upgrade(house.origin)).toBe(101);
  expect(await upgrade("http://evil.example")).toBe(403);
});

function upgrade(from: string): Promise<number> {
  const key = Buffer.from("sixteen letters!").toString("base64");
  const headers = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    Origin: from,
    "Sec-WebSocket-Key": key,
    "Sec-WebSocket-Version": "13",
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${house.origin}/_next/hmr`, { headers }, (response) => resolve(response.statusCode ?? 0));
    sent.once("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.once("error", reject);
    sent.end();
  });
}

test("[O1] npm run dev serves pages as they are written, and drives runs", async () => {
  const page = await fetch(house.origin);
  const html = await page.text();
  expect([page.status, html.includes("Triptych")]).toEqual([200, true]);
  expect(page.headers.get("content-security-policy")).toContain("unsafe-eval");
  const id = await house.start({ skill: "data-transformation", items: [10, 20, 30] });
  const run = await house.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
  expect(run.status).toBe("complete");
}, 90_000);
