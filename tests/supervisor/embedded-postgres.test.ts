import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { parseConnection } from "../../lib/store/connection.ts";
import { startEmbeddedPostgres } from "../../lib/supervisor/postgres/embedded-postgres.ts";
import { createUserIdentity } from "../../lib/supervisor/postgres/identity.ts";
import { findProcessesIn } from "../../lib/supervisor/process/process-identity.ts";
import { killParent, killRound, type PostgresParent, startPostgresParent, WAYS } from "../support/kill-rounds.ts";
import { until } from "../support/processes.ts";

const folders: string[] = [];
const parents: PostgresParent[] = [];

function newFolder(parent = tmpdir()): string {
  const folder = realpathSync(mkdtempSync(join(parent, "triptych-pg-")));
  folders.push(folder);
  return folder;
}

async function startParent(...args: Parameters<typeof startPostgresParent>): Promise<PostgresParent> {
  const parent = await startPostgresParent(...args);
  parents.push(parent);
  return parent;
}

afterEach(async () => {
  for (const { child } of parents.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) {
    await until(`nothing runs in ${folder}`, () => findProcessesIn(join(folder, "cluster")).length === 0);
    rmSync(folder, { recursive: true, force: true });
  }
});

async function ask(url: string, statement: string): Promise<string> {
  const client = new pg.Client(parseConnection(url));
  await client.connect();
  const result = await client.query<{ answer: string }>(statement);
  await client.end();
  return result.rows[0]?.answer ?? "";
}

describe("embedded PostgreSQL", () => {
  test("[O1] starts on an empty folder, durable, on a socket alone, and stops in order", async () => {
    const folder = newFolder();
    const server = await startEmbeddedPostgres({ folder });
    expect(
      await ask(server.url, "select current_setting('fsync') || current_setting('listen_addresses') as answer"),
    ).toBe("on");
    await server.stop();
    expect(await server.exited).toBe("code 0");
    expect(findProcessesIn(join(folder, "cluster"))).toEqual([]);
  });

  test("[E2] a first start that was killed leaves nothing half made", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "cluster.new-1"));
    writeFileSync(join(folder, "cluster.new-1", "PG_VERSION"), "18");
    const server = await startEmbeddedPostgres({ folder, durable: false });
    expect(readdirSync(folder)).not.toContain("cluster.new-1");
    await server.stop();
  });

  test("[O1] a data folder with a long path gets its socket in a short one", async () => {
    const folder = join(newFolder(), "a".repeat(60), "b".repeat(60));
    mkdirSync(folder, { recursive: true });
    const server = await startEmbeddedPostgres({ folder, durable: false });
    expect(await ask(server.url, "select current_user as answer")).toBe("triptych");
    const socketFolder = parseConnection(server.url).host;
    expect(Buffer.byteLength(socketFolder)).toBeLessThan(80);
    await server.stop();
    rmSync(socketFolder, { recursive: true });
  });

  test("[O1] a second start on the same data folder is refused and names the first", async () => {
    const folder = newFolder();
    const first = await startParent(folder);
    await expect(startPostgresParent(folder)).rejects.toThrow(
      `Triptych already runs on the data folder ${folder} (process ${first.child.pid})`,
    );
    await killParent(first, folder, "node alone");
  });

  test("[E2] killed in any way it opens again, and nothing acknowledged is lost", { timeout: 60_000 }, async () => {
    const folder = newFolder();
    let parent = await startParent(folder);
    for (const way of WAYS) {
      const { next, lost } = await killRound(parent, folder, way);
      parents.push(next);
      expect(lost, way).toEqual([]);
      parent = next;
    }
    await killParent(parent, folder, "node alone");
    await until("the database ends with its parent", () => findProcessesIn(join(folder, "cluster")).length === 0);
  });
});

const isRoot = process.getuid?.() === 0;
const ANONYMOUS = 65_534;

describe.runIf(isRoot)("embedded PostgreSQL, as root", () => {
  test("[O1] runs below a folder that only root may enter", async () => {
    const closed = newFolder();
    chmodSync(closed, 0o700);
    const folder = newFolder(closed);
    const server = await startEmbeddedPostgres({ folder, durable: false });
    expect(await ask(server.url, "select 'well' as answer")).toBe("well");
    await server.stop();
  });

  test("[O1] runs where user namespaces are closed, as another user of the system, and ends with its parent", async () => {
    const folder = newFolder();
    chmodSync(folder, 0o700);
    const parent = await startParent(folder, { identity: "other-user" });
    expect(await ask(parent.url, "select current_user as answer")).toBe("triptych");
    await killParent(parent, folder, "node alone");
    await until("the database ends with its parent", () => findProcessesIn(join(folder, "cluster")).length === 0);
  });

  test("[O1] a data folder made as one user opens as another", async () => {
    const folder = newFolder();
    for (const identity of [undefined, createUserIdentity(), undefined]) {
      const server = await startEmbeddedPostgres({
        folder,
        durable: false,
        ...(identity === undefined ? {} : { identity }),
      });
      expect(await ask(server.url, "select current_user as answer")).toBe("triptych");
      await server.stop();
    }
  });

  test("[O1] runs as an ordinary user", async () => {
    const folder = newFolder();
    chownSync(folder, ANONYMOUS, ANONYMOUS);
    const asNobody = ["setpriv", `--reuid=${ANONYMOUS}`, `--regid=${ANONYMOUS}`, "--clear-groups", "--"];
    const canRead = spawnSync(asNobody[0] ?? "", [...asNobody.slice(1), process.execPath, "--version"]).status === 0;
    expect(canRead, "the repository is readable by everybody").toBe(true);
    const parent = await startParent(folder, { prefix: asNobody });
    await until("some commits", () => parent.acknowledged.size > 10);
    await killParent(parent, folder, "node alone");
    expect(existsSync(join(folder, "cluster", "PG_VERSION"))).toBe(true);
  });
});
