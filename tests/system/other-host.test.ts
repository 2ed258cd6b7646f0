import { execFileSync } from "node:child_process";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Frame } from "../../lib/realtime/protocol/protocol.ts";
import { KEY, ROOT } from "../support/app-process.ts";
import { connect, join, signIn } from "../support/live-client.ts";
import { openOtherHost, type OtherHost } from "../support/other-host.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

let machine: OtherHost;
let house: TestApp;
let cookie = "";
let code = "";

beforeAll(async () => {
  machine = openOtherHost();
  house = await startTestApp({ host: "0.0.0.0", at: machine });
  cookie = await signIn(house.origin, KEY);
  code = house.audienceUrl.split("/").at(-1) ?? "";
}, 150_000);

afterAll(async () => {
  await house.stop();
  machine.close();
});

/** Unlike fetch, sends any Host and Origin. */
function send(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${house.origin}${path}`,
      { method, headers: { "Content-Length": method === "POST" ? "2" : "0", ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      },
    );
    sent.once("error", reject);
    sent.end(method === "POST" ? "[]" : undefined);
  });
}

describe("HOST=0.0.0.0, seen from another host", () => {
  test("[O1] the links that are printed name the address that others reach", async () => {
    expect(house.presenterUrl).toBe(`${house.origin}/enter#key=${KEY}`);
    expect(house.audienceUrl).toBe(`${house.origin}/a/${code}`);
    for (const url of [house.presenterUrl, house.audienceUrl, `${house.origin}/join`, house.origin])
      expect([url, (await fetch(url)).status]).toEqual([url, 200]);
  });

  test("[O3] the key is exchanged for a cookie that works over plain HTTP", async () => {
    expect(cookie).toMatch(new RegExp(`^triptych-${house.port}=`));
    expect(await send("GET", "/api/session", { Cookie: cookie })).toMatchObject({ status: 200 });
    expect(await send("POST", "/api/session", { Origin: "http://evil.example" })).toMatchObject({ status: 403 });
  });

  test("[G2] the presenter's page holds the audience's link for its QR code", async () => {
    const id = await house.start({ skill: "data-transformation", items: [10, 20, 30] });
    const page = await send("GET", `/runs/${id}/present`, { Cookie: cookie });
    expect(page.status).toBe(200);
    expect(page.text).toContain(`${house.origin}/a/${code}`);
    await house.untilRun(id, "the run ends", ({ finishedAt }) => finishedAt !== null);
  }, 60_000);

  test.each<[string, Record<string, string>, number]>([
    ["without a cookie", {}, 403],
    ["from another site", { Origin: "http://evil.example" }, 403],
    ["under another name", { Host: "evil.example" }, 421],
    ["under a name that points here", { Host: "triptych.attacker.example:3000" }, 421],
  ])("[O3] a server action %s is refused", async (what, headers, status) => {
    const own = what === "without a cookie" ? {} : { Cookie: cookie };
    expect(
      (await send("POST", "/", { "Next-Action": "00abcdef", Origin: house.origin, ...own, ...headers })).status,
    ).toBe(status);
  });

  test("[O3] the presenter's own page gets as far as the actions", async () => {
    const reply = await send("POST", "/", { "Next-Action": "00abcdef", Origin: house.origin, Cookie: cookie });
    // an action that is not there, told by Next
    expect(reply.text).not.toContain("forbidden");
    expect([400, 404, 500]).toContain(reply.status);
  });

  test("pages and sockets answer under their own names only", async () => {
    for (const path of ["/", "/api/health", "/socket.io/?EIO=4&transport=polling"]) {
      expect([path, (await send("GET", path, { Host: "evil.example" })).status]).toEqual([path, 421]);
    }
    for (const transport of ["websocket", "polling"] as const) {
      const client = connect(house.origin, { transports: [transport], from: "http://evil.example" });
      const refused = new Promise<boolean>((resolve) => {
        client.once("connect", () => resolve(false));
        client.once("connect_error", () => resolve(true));
      });
      expect([transport, await refused]).toEqual([transport, true]);
      client.disconnect();
    }
  });

  test.each(["websocket", "polling"] as const)(
    "[G2] [F4] an audience over %s alone follows a run to its end",
    async (transport) => {
      const id = await house.start({ skill: "data-transformation", items: [100, 200, 300], onStage: true });
      const client = connect(house.origin, { transports: [transport] });
      const frames: Frame[] = [];
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      const joined = await join(client, { code }, (frame) => {
        frames.push(frame);
        if (frame.facts.some(({ type }) => type === "run.finished")) end();
      });
      expect([joined.runId, client.io.engine.transport.name]).toEqual([id, transport]);
      await ended;
      client.disconnect();
      // each frame of facts goes on where the one before ended
      let factSeq = joined.factSeq;
      for (const frame of frames) {
        expect(frame.prevFactSeq).toBeLessThanOrEqual(factSeq);
        factSeq = frame.factSeq;
      }
      const seqs = frames
        .flatMap(({ facts }) => facts.filter(({ type }) => type !== "scenario.progressed").map(({ seq }) => seq))
        .filter((seq) => seq > joined.factSeq);
      const facts = (await house.events(id)).filter(
        ({ type, seq }) => type !== "scenario.progressed" && !HIDDEN.has(type) && seq > joined.factSeq,
      );
      expect(seqs).toEqual(facts.map(({ seq }) => seq));
    },
    60_000,
  );
});

test.runIf(process.getuid?.() === 0)(
  "[O2] without any network the links name this machine, under a name that it answers to",
  () => {
    const script = `import { createAddresses } from "${ROOT}/lib/access/addresses.ts";
    const { publicOrigin, isOwnHost } = createAddresses({ port: 3000, host: "0.0.0.0", publicUrl: null });
    console.log(publicOrigin, isOwnHost(new URL(publicOrigin).host));`;
    const said = execFileSync("unshare", [
      "--net",
      "--",
      process.execPath,
      "--input-type=module-typescript",
      "-e",
      script,
    ]);
    expect(said.toString().trim()).toBe("http://localhost:3000 true");
  },
);

/** What the audience is never told. */
const HIDDEN = new Set(["scenario.logged", "command.accepted", "command.refused"]);
