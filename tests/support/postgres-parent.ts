import { createRawClient } from "../../lib/store/connection/clients.ts";
import { parseConnection } from "../../lib/store/connection/connection.ts";
import { createDialer } from "../../lib/store/connection/dial.ts";
import { startEmbeddedPostgres } from "../../lib/supervisor/postgres/embedded-postgres.ts";
import { createUserIdentity } from "../../lib/supervisor/postgres/identity.ts";
import { lockFolder } from "../../lib/supervisor/folders/folder-lock.ts";

/** Runs PostgreSQL on a folder as npm start would ("other-user": as without user namespaces), and commits rows until killed. Prints one line per acknowledged row. */
const [folder = "", identity] = process.argv.slice(2);
try {
  lockFolder(folder);
  const server = await startEmbeddedPostgres({
    folder,
    ...(identity === "other-user" ? { identity: createUserIdentity() } : {}),
  });
  const sql = createRawClient(createDialer(parseConnection(server.url)), 4);
  await sql`create table if not exists acknowledged (number int primary key)`;
  const rows = await sql<{ number: number }>`select coalesce(max(number), 0) as number from acknowledged`;
  console.log(`ready ${server.pid} ${server.url}`);
  let next = (rows[0]?.number ?? 0) + 1;
  const commit = async (): Promise<void> => {
    for (;;) {
      const number = next++;
      await sql`insert into acknowledged values (${number})`;
      console.log(`ack ${number}`);
    }
  };
  await Promise.all([commit(), commit(), commit()]);
} catch (error) {
  console.log(`failed ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
