import { LIVE_PROTOCOL } from "../../lib/realtime/protocol/protocol.ts";
import type { WebSocketRoute } from "@playwright/test";
import { expect, PHONE, test } from "./support/app-fixture.ts";
import { headlineOf } from "./support/stage.ts";

const WHISPER = "only for the presenter's eyes";

test("[G1] [O3] the audience gets no notes and no controls, and its socket is refused as a driver", async ({
  app,
  openWindow,
}) => {
  const phone = await openWindow({ viewport: PHONE, brokenNetwork: true });
  const received: string[] = [];
  const servers: WebSocketRoute[] = [];
  await phone.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    servers.push(server);
    socket.onMessage((message) => server.send(message));
    server.onMessage((message) => {
      received.push(message.toString());
      socket.send(message);
    });
  });
  phone.on("response", (response) => {
    if (!response.url().includes("/_next/static/"))
      void response.text().then(
        (body) => received.push(body),
        () => undefined,
      );
  });
  const runId = await app.start({
    skill: "data-transformation",
    sync: "milestone",
    hold: "presenter",
    items: [20, 40, 80],
    notes: { "0": WHISPER, "30": WHISPER, "50": WHISPER, "90": WHISPER },
    onStage: true,
  });
  await phone.goto(app.audienceUrl);
  await expect(headlineOf(phone)).toHaveText("Everyone is at 30 %", { timeout: 45_000 });
  // the only controls are for its own view
  await expect(phone.getByRole("button")).toHaveText(["Pause picture"]);
  for (const role of ["link", "textbox", "menuitem"] as const) await expect(phone.getByRole(role)).toHaveCount(0);

  await test.step("a command from its own socket", async () => {
    const command = { runId, id: "click-of-the-audience", type: "cancel" };
    servers.at(-1)?.send(`42777["command",${JSON.stringify(command)}]`);
    await expect.poll(() => received.find((message) => message.startsWith("43777"))).toContain("forbidden");
  });

  await test.step("the keys of the console", async () => {
    for (const key of ["PageDown", "Space", "n", "Shift+ArrowRight", "k"]) await phone.keyboard.press(key);
  });

  await test.step("joining as a presenter", async () => {
    servers.at(-1)?.send(`42778["join",${JSON.stringify({ protocol: LIVE_PROTOCOL, as: "presenter", runId })}]`);
    await expect.poll(() => received.find((message) => message.startsWith("43778"))).toContain("forbidden");
  });

  await test.step("a server action, the pages of the desk and the API", async () => {
    const action = await phone.request.post(`/runs/${runId}/present`, {
      headers: { "next-action": "40".padEnd(42, "0"), origin: app.origin },
      data: "[]",
    });
    expect(action.status()).toBe(403);
    expect((await phone.request.get(`/api/runs/${runId}`)).status()).toBe(401);
    const desk = await openWindow();
    for (const path of ["/", "/runs", `/runs/${runId}`, `/runs/${runId}/present`]) {
      await desk.goto(path);
      await expect(desk).toHaveURL(`/enter?next=${encodeURIComponent(path)}`);
      expect(await (await phone.request.get(path)).text()).not.toContain("data-transformation");
    }
  });

  const run = await app.getRun(runId);
  expect({ status: run.status, commands: run.commands }).toEqual({ status: "holding", commands: [] });
  expect(received.length).toBeGreaterThan(3);
  expect(received.filter((message) => message.includes(WHISPER))).toEqual([]);
  await app.call(`/api/runs/${runId}/commands`, { id: `${runId}-end`, type: "cancel" });
  await expect(headlineOf(phone)).toHaveText("Cancelled");
});
