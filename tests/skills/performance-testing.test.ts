import { once } from "node:events";
import { createServer } from "node:http";
import { networkInterfaces } from "node:os";
import { expect, test, vi } from "vitest";
import { listOwnServers } from "../../lib/composition/skill-host.ts";
import { readConfig } from "../../lib/config.ts";
import { createProcessSkillHost } from "../../lib/isolation/host/host.ts";
import { createAllowList } from "../../lib/network-guard/allow-list.ts";
import { computeConnections } from "../../lib/skills/bundled/performance-testing/load-profile.ts";
import { LoadOptions } from "../../lib/skills/bundled/performance-testing/options.ts";
import { createQueries } from "../../lib/skills/bundled/performance-testing/service-queries.ts";
import { startService } from "../../lib/skills/bundled/performance-testing/start-service.ts";
import { pinTarget } from "../../lib/skills/bundled/performance-testing/target.ts";
import { findGroup, isLiving, until } from "../support/processes.ts";
import { openSkill, runInBatches, sumOf } from "../support/skill-run.ts";

test.each([
  "http://10.0.0.1/",
  "http://169.254.169.254/latest",
  "http://[::ffff:10.0.0.1]/",
  "http://[fe80::1]/",
  "http://0.0.0.0:3000/",
  "http://127.0.0.1:5432/",
  "http://127.8.9.10:80/",
  "http://localhost:3000/",
  "http://[::1]:9/",
  "http://[::ffff:127.0.0.1]:9/",
])("[M9] %s is not on the allow-list and is refused", async (url) => {
  await expect(pinTarget(url, createAllowList([]))).rejects.toThrow("not on the allow-list");
});

const isOpenFor =
  (entries: readonly string[], reserved: readonly string[] = []) =>
  (url: string, ...addresses: string[]): Promise<boolean> =>
    pinTarget(url, createAllowList(entries, reserved), async () => addresses.map((address) => ({ address }))).then(
      () => true,
      () => false,
    );

test("[M9] a port of this machine is reached only when it is listed, by any address", async () => {
  const lan = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const own = lan.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.2";
  const isOpen = isOpenFor(["localhost:8080", "127.0.0.1:9", "0.0.0.0/0", "::/0", "rebound.test:8080"]);
  expect(await isOpen("http://localhost:8080/", "127.0.0.1", "::1")).toBe(true);
  expect(await isOpen("http://localhost:8081/", "127.0.0.1")).toBe(false);
  expect(await isOpen("http://127.0.0.1:9/")).toBe(true);
  expect(await isOpen("http://127.0.0.1:10/")).toBe(false);
  expect(await isOpen("http://0.0.0.0:9/")).toBe(false);
  expect(await isOpen("http://rebound.test:8080/", "127.0.0.1")).toBe(false);
  expect(await isOpen("http://10.1.2.3:10/")).toBe(true);
  expect(await isOpen(`http://${own}:10/`)).toBe(false);
});

test("[M9] our own servers are never reached, whatever is listed", async () => {
  const reserved = ["localhost:3000", "talk.test:443", "10.0.0.7:5432"];
  const isOpen = isOpenFor(["localhost:3000", "127.0.0.0/8:3000", "0.0.0.0/0", "talk.test", "10.0.0.7:5433"], reserved);
  for (const url of ["http://127.0.0.1:3000/", "http://localhost:3000/", "http://127.1.1.1:3000/"])
    expect(await isOpen(url, "127.0.0.1")).toBe(false);
  expect(await isOpen("https://talk.test/", "93.184.215.14")).toBe(false);
  expect(await isOpen("http://talk.test/", "93.184.215.14")).toBe(true);
  expect(await isOpen("http://10.0.0.7:5432/")).toBe(false);
  expect(await isOpen("http://10.0.0.7:5433/")).toBe(true);
});

test("[M9] a runner reserves its web server, its database and the public address", () => {
  const config = readConfig({ NODE_ENV: "test", PORT: "3210", PUBLIC_URL: "https://talk.test" });
  expect(listOwnServers(config, "postgres://me@db.test:6000/app")).toEqual([
    "localhost:3210",
    "talk.test:443",
    "db.test:6000",
  ]);
  const local = readConfig({ NODE_ENV: "test", PORT: "0" });
  expect(listOwnServers(local, "postgres://me@[::1]/app")).toEqual(["[::1]:5432"]);
  expect(listOwnServers(local, "postgres://me@localhost/app?host=%2Ftmp%2Fsocket")).toEqual([]);
});

test("[M9] an allowed name is connected by its checked address", async () => {
  const pinned = await pinTarget("http://service.test:8080/a?b=1", createAllowList(["10.0.0.0/8"]), async () => [
    { address: "10.1.2.3" },
  ]);
  expect(pinned).toEqual({
    origin: "http://10.1.2.3:8080",
    hostHeader: "service.test:8080",
    servername: "service.test",
    path: "/a?b=1",
  });
  const listed = createAllowList(["[::1]:9", "127.0.0.1:9"]);
  expect((await pinTarget("http://[::1]:9/", listed)).origin).toBe("http://[::1]:9");
  expect((await pinTarget("http://[::ffff:127.0.0.1]:9/", listed)).origin).toBe("http://[::ffff:7f00:1]:9");
});

test("[M9] a rebound name, or one with any address off the list, is refused", async () => {
  const answers = [
    [{ address: "93.184.215.14" }],
    [{ address: "192.168.0.1" }],
    [{ address: "93.184.215.14" }, { address: "192.168.0.1" }],
  ];
  const rebound = createAllowList(["rebound.test"]);
  const lookup = async () => answers.shift() ?? [];
  await expect(pinTarget("http://rebound.test/", rebound, lookup)).resolves.toMatchObject({
    origin: "http://93.184.215.14:80",
  });
  for (const message of ["192.168.0.1", "192.168.0.1", "has no address"]) {
    await expect(pinTarget("http://rebound.test/", rebound, lookup)).rejects.toThrow(message);
  }
});

test("[M9] the operator's list allows names, addresses and networks, with or without a port", async () => {
  const isOpen = isOpenFor(["open.test", "ported.test:8080", "10.0.0.0/8", "192.168.7.7:81"]);
  expect(await isOpen("http://open.test:99/", "93.184.215.14")).toBe(true);
  expect(await isOpen("http://ported.test:8080/", "93.184.215.14")).toBe(true);
  expect(await isOpen("http://ported.test:80/", "93.184.215.14")).toBe(false);
  expect(await isOpen("http://other.test/", "93.184.215.14")).toBe(false);
  expect(await isOpen("http://other.test/", "10.9.9.9")).toBe(true);
  expect(await isOpen("http://open.test/", "169.254.169.254")).toBe(false);
  expect(await isOpen("http://open.test/", "192.168.7.7")).toBe(false);
  expect(await isOpen("http://192.168.7.7:81/")).toBe(true);
  expect(await isOpen("http://192.168.7.7/")).toBe(false);
});

test("[M1] invalid options are refused", () => {
  for (const options of [
    { profile: "wild" },
    { target: "file:///etc/passwd" },
    { allow: ["10.0.0.0/8"] },
    { requestsPerStep: 0 },
    { unknown: 1 },
  ]) {
    expect(LoadOptions.safeParse(options).success).toBe(false);
  }
});

test("[M9] steady is constant, ramp-and-hold rises and stays, spike jumps", () => {
  const connections = (profile: Parameters<typeof computeConnections>[0]) =>
    Array.from({ length: 16 }, (_, index) => computeConnections(profile, index, 16));
  expect(new Set(connections("steady")).size).toBe(1);
  expect(connections("ramp-and-hold")).toEqual([4, 8, 12, 16, 20, 24, 28, 32, 32, 32, 32, 32, 32, 32, 32, 32]);
  expect(connections("spike").filter((count) => count === 32)).toHaveLength(2);
});

test("[M9] the bundled service's queries return real rows", () => {
  const queries = createQueries();
  const drama = queries.get("/movies")?.(new URLSearchParams("genre=Drama&minRating=8&limit=5")) ?? [];
  expect(drama).toHaveLength(5);
  expect(drama.every((row) => row["genre"] === "Drama" && Number(row["rating"]) >= 8)).toBe(true);
  expect(queries.get("/movies/groups")?.(new URLSearchParams("by=genre"))[0]).toMatchObject({
    count: expect.any(Number),
    sum: expect.any(Number),
  });
  expect(queries.get("/cars")?.(new URLSearchParams("origin=Japan")).length).toBeGreaterThan(50);
});

test("[C1] load steps send the requested number of requests and keep every latency", async () => {
  const session = await openSkill("performance-testing", { items: 3, options: { requestsPerStep: 40 } });
  const results = await runInBatches(session, 3);
  await session.close?.();
  expect(sumOf(results, "requests")).toBe(120);
  expect(sumOf(results, "errors")).toBe(0);
  expect(results.flatMap((result) => result.samples["latencyMs"] ?? [])).toHaveLength(120);
});

test("[C1] error responses and an unreachable target count as errors", async () => {
  const server = createServer((_request, response) => void response.writeHead(503).end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const target = `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 0) : 0}/`;
  vi.stubEnv("PERFORMANCE_TARGETS", new URL(target).host);
  const session = await openSkill("performance-testing", { items: 1, options: { requestsPerStep: 20, target } });
  expect(sumOf(await runInBatches(session, 1), "errors")).toBe(20);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const [gone] = await runInBatches(session, 1);
  expect(gone?.values["errors"]).toBe(gone?.values["requests"]);
  expect(gone?.values["errors"]).toBeGreaterThanOrEqual(20);
  vi.unstubAllEnvs();
});

test("[M9] a session with a forbidden target does not open", async () => {
  for (const target of ["http://10.0.0.1/", "http://127.0.0.1:3000/"])
    await expect(openSkill("performance-testing", { items: 1, options: { target } })).rejects.toThrow(
      "not on the allow-list",
    );
});

test("[O5] the service stops when asked", async () => {
  const service = await startService();
  expect((await fetch(`${service.url}/cars?origin=USA`)).status).toBe(200);
  expect((await fetch(`${service.url}/nothing`)).status).toBe(404);
  await service.stop();
  await until("the service is gone", () => !isLiving(service.pid));
});

test("[O5] a killed worker leaves no service behind", async () => {
  const host = createProcessSkillHost({ parentEnv: { PATH: process.env["PATH"] } });
  const request = { skillId: "performance-testing", scenarioId: "simple", seed: 7, items: 4, memoryLimitMb: 512 };
  const worker = await host.start(
    { ...request, distribution: "uniform", input: null, options: {} },
    { onLog: () => {} },
  );
  expect(findGroup(worker.pid)).toHaveLength(2);
  process.kill(worker.pid, "SIGKILL");
  await until("worker and service are gone", () => findGroup(worker.pid).length === 0);
});
