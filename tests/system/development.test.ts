import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let app: TestApp;
beforeAll(async () => void (app = await startTestApp({ dev: true })), 150_000);
afterAll(() => app.stop());

test("the hot reload socket is accepted from our own pages only", async () => {
  await fetch(app.origin);
  expect(await upgrade(app.origin)).toBe(101);
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
    const sent = request(`${app.origin}/_next/hmr`, { headers }, (response) => resolve(response.statusCode ?? 0));
    sent.once("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.once("error", reject);
    sent.end();
  });
}

test("[O1] npm run dev serves edited pages, and drives runs", async () => {
  const page = await fetch(app.origin);
  const html = await page.text();
  expect([page.status, html.includes("Triptych")]).toEqual([200, true]);
  expect(page.headers.get("content-security-policy")).toContain("unsafe-eval");
  const id = await app.start({ skill: "data-transformation", items: [10, 20, 30] });
  const run = await app.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
  expect(run.status).toBe("complete");
}, 90_000);
