import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parseConnection } from "../../lib/store/connection/connection.ts";
import { migrateDatabase } from "../../lib/store/connection/migrate.ts";
import { createStores } from "../../lib/store/stores.ts";
import { startEmbeddedPostgres } from "../../lib/supervisor/postgres/embedded-postgres.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "triptych-starting-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Responds like PostgreSQL during recovery, and counts the connection attempts. */
function startRecovering(socketFolder: string): { server: Server; attempts: () => number } {
  let attempts = 0;
  const fields = Buffer.from("SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0");
  const refusal = Buffer.alloc(5 + fields.length);
  refusal.write("E");
  refusal.writeInt32BE(4 + fields.length, 1);
  fields.copy(refusal, 5);
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => {
      attempts++;
      socket.end(refusal);
    });
  }).listen(join(socketFolder, ".s.PGSQL.5432"));
  return { server, attempts: () => attempts };
}

test("[E2] while the database recovers, calls fail at once and do not flood it with connections", async () => {
  const real = await startEmbeddedPostgres({ folder, durable: false });
  await migrateDatabase(real.url);
  const stores = await createStores({ databaseUrl: real.url });
  let stopping = false;
  let failures = 0;
  const read = async () => {
    while (!stopping) {
      const wasRead = await stores.log.read("run_of_nobody", 0).catch((error: unknown) => error);
      if (Array.isArray(wasRead)) continue;
      failures++;
      expect(wasRead).toMatchObject({ code: "database-unavailable" });
      // a client that reconnects by itself would make more attempts than there are calls
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const readers = Array.from({ length: 8 }, read);
  const { host } = parseConnection(real.url);
  process.kill(real.pid, "SIGKILL");
  await real.exited;
  rmSync(join(host, ".s.PGSQL.5432"), { force: true });
  const { server, attempts } = startRecovering(host);
  await once(server, "listening");
  const failedBefore = failures;
  await expect.poll(() => failures - failedBefore, { timeout: 10_000 }).toBeGreaterThan(40);
  expect(attempts()).toBeLessThanOrEqual(failures - failedBefore + 20);
  stopping = true;
  await Promise.all(readers);
  await stores.close();
  server.close();
});
