import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { chooseConfig } from "../../lib/cli/choose-config.ts";
import { isDataFolderGiven, readConfig } from "../../lib/config.ts";
import { announceServer, findServers, toDatabaseId, type RunningServer } from "../../lib/supervisor/running-servers.ts";

const folder = mkdtempSync(join(tmpdir(), "triptych-servers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function choose(environment: { readonly [name: string]: string }, servers: readonly RunningServer[]) {
  const given = { NODE_ENV: "test", ...environment } as const;
  const said: string[] = [];
  const isFolderGiven = isDataFolderGiven(given);
  const config = chooseConfig(readConfig(given), { isFolderGiven, servers, printLine: (line) => void said.push(line) });
  return { dataDir: config.dataDir, said: said.join("\n") };
}

function serverOn(dataDir: string, databaseUrl: string | null = null): RunningServer {
  const database = toDatabaseId({ databaseUrl, dataDir });
  return { root: "/", pid: 1, startedAt: "", origin: "http://127.0.0.1:3000", dataDir, database };
}

const byDefault = join(process.cwd(), ".data");

test("[N1] without a server a command says which folder it uses, unless the folder is given", () => {
  expect(choose({}, [])).toEqual({
    dataDir: byDefault,
    said: `No server is running; using the data folder ${byDefault}.`,
  });
  expect(choose({ DATA_DIR: "/x" }, [])).toEqual({ dataDir: "/x", said: "" });
});

test("[N1] without DATA_DIR a command uses the running server's folder and says so", () => {
  const { dataDir, said } = choose({}, [serverOn("/elsewhere")]);
  expect([dataDir, said]).toEqual(["/elsewhere", "Using the server at http://127.0.0.1:3000, data folder /elsewhere."]);
  expect(choose({}, [serverOn("/elsewhere"), serverOn(byDefault)])).toEqual({ dataDir: byDefault, said: "" });
  expect(choose({ DATA_DIR: "/x" }, [serverOn("/elsewhere")])).toEqual({ dataDir: "/x", said: "" });
});

test("[N1] of several servers none is chosen; a server on its own database is not mistaken for its folder", () => {
  expect(() => choose({}, [serverOn("/a"), serverOn("/b")])).toThrow(/DATA_DIR=\/a\n.*DATA_DIR=\/b/);
  const external = serverOn("/a", "postgres://user:secret@host/db");
  expect(JSON.stringify(external)).not.toContain("secret");
  for (const environment of [{}, { DATA_DIR: "/a" }])
    expect(() => choose(environment, [external])).toThrow("Set the same DATABASE_URL");
  expect(choose({ DATABASE_URL: "postgres://host/db" }, [external])).toMatchObject({ said: "" });
});

test("[N1] a server is found while its process runs, and its file goes with it", () => {
  const config = { databaseUrl: null, dataDir: "/elsewhere" };
  const withdraw = announceServer(config, "http://127.0.0.1:3000", folder);
  writeFileSync(join(folder, "999999999.json"), JSON.stringify({ ...serverOn("/dead"), pid: 999_999_999 }));
  writeFileSync(join(folder, "7.json"), '{"torn');
  expect(findServers(folder)).toMatchObject([{ pid: process.pid, database: toDatabaseId(config) }]);
  expect(readdirSync(folder)).toEqual([`${process.pid}.json`]);
  withdraw();
  expect([findServers(folder), findServers(join(folder, "missing"))]).toEqual([[], []]);
});
