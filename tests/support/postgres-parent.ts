import pg from "pg";
import { parseConnection } from "../../lib/store/connection.ts";
import { startEmbeddedPostgres } from "../../lib/supervisor/postgres/embedded-postgres.ts";
import { createUserIdentity } from "../../lib/supervisor/postgres/identity.ts";
import { lockFolder } from "../../lib/supervisor/folders/folder-lock.ts";

/** Runs PostgreSQL on the folder given, as npm start would ("other-user": as where user namespaces are closed), and commits rows until killed. Says what was acknowledged, a line each. */
const [folder = "", identity] = process.argv.slice(2);
try {
  lockFolder(folder);
  const server = await startEmbeddedPostgres({
    folder,
    ...(identity === "other-user" ? { identity: createUserIdentity() } : {}),
  });
  const pool = new pg.Pool({ ...parseConnection(server.url), max: 4 });
  await pool.query("create table if not exists acknowledged (number int primary key)");
  const { rows } = await pool.query<{ number: number }>("select coalesce(max(number), 0) as number from acknowledged");
  console.log(`ready ${server.pid} ${server.url}`);
  let next = (rows[0]?.number ?? 0) + 1;
  const commit = async (): Promise<void> => {
    for (;;) {
      const number = next++;
      await pool.query("insert into acknowledged values ($1)", [number]);
      console.log(`ack ${number}`);
    }
  };
  await Promise.all([commit(), commit(), commit()]);
} catch (error) {
  console.log(`failed ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
