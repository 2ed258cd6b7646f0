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
import { afterEach, describe, expect, test } from "vitest";
import { withOneConnection } from "../../lib/store/connection/clients.ts";
import { parseConnection } from "../../lib/store/connection/connection.ts";
import { startEmbeddedPostgres } from "../../lib/supervisor/postgres/embedded-postgres.ts";
import { createUserIdentity } from "../../lib/supervisor/postgres/identity.ts";
import { findProcessesIn } from "../../lib/supervisor/process/process-identity.ts";
import {
  killParent,
  killRound,
  type PostgresParent,
  startPostgresParent,
  KILL_TARGETS,
} from "../support/kill-rounds.ts";
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
  const rows = await withOneConnection(url, (sql) => sql.unsafe<{ answer: string }[]>(statement));
  return rows[0]?.answer ?? "";
}

describe("embedded PostgreSQL", () => {
  test("[O1] starts on an empty folder, durable, on a unix socket only, and stops gracefully", async () => {
    const folder = newFolder();
    const server = await startEmbeddedPostgres({ folder });
    expect(
      await ask(server.url, "select current_setting('fsync') || current_setting('listen_addresses') as answer"),
    ).toBe("on");
    await server.stop();
    expect(await server.exited).toBe("code 0");
    expect(findProcessesIn(join(folder, "cluster"))).toEqual([]);
  });

  test("[E2] a killed first start leaves no partial cluster", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "cluster.new-1"));
    writeFileSync(join(folder, "cluster.new-1", "PG_VERSION"), "18");
    const server = await startEmbeddedPostgres({ folder, durable: false });
    expect(readdirSync(folder)).not.toContain("cluster.new-1");
    await server.stop();
  });

  test("[O1] a data folder with a long path gets its socket in a short path", async () => {
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

  test("[E2] it recovers from any kill without losing acknowledged data", async () => {
    const folder = newFolder();
    let parent = await startParent(folder);
    for (const way of KILL_TARGETS) {
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
  test("[O1] runs below a folder that only root can enter", async () => {
    const closed = newFolder();
    chmodSync(closed, 0o700);
    const folder = newFolder(closed);
    const server = await startEmbeddedPostgres({ folder, durable: false });
    expect(await ask(server.url, "select 'ok' as answer")).toBe("ok");
    await server.stop();
  });

  test("[O1] runs as another system user without user namespaces, and ends with its parent", async () => {
    const folder = newFolder();
    chmodSync(folder, 0o700);
    const parent = await startParent(folder, { identity: "other-user" });
    expect(await ask(parent.url, "select current_user as answer")).toBe("triptych");
    await killParent(parent, folder, "node alone");
    await until("the database ends with its parent", () => findProcessesIn(join(folder, "cluster")).length === 0);
  });

  test("[O1] a data folder created by one user opens as another", async () => {
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

  test("[O1] runs as a non-root user", async () => {
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
