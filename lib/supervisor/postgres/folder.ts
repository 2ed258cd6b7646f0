import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { childEnvironment } from "../../config.ts";
import type { PostgresBinaries } from "./binaries.ts";
import type { PostgresIdentity } from "./identity.ts";

export const DATABASE_USER = "triptych";
/** The kernel's limit for the path of a unix socket. */
const MAX_SOCKET_PATH_BYTES = 107;

/** Makes the cluster when it is missing, in a folder beside it that is renamed when whole: a kill leaves nothing half made. */
export async function ensureCluster(
  cluster: string,
  options: { binaries: PostgresBinaries; identity: PostgresIdentity; durable: boolean },
): Promise<void> {
  const parent = dirname(cluster);
  for (const name of readdirSync(parent)) {
    if (name.startsWith(`${basename(cluster)}.new-`)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  if (existsSync(join(cluster, "PG_VERSION"))) return options.identity.changeOwner(cluster);
  const unfinished = `${cluster}.new-${process.pid}`;
  mkdirSync(unfinished, { mode: 0o700 });
  options.identity.changeOwner(unfinished);
  // the builtin locale sorts the same on every machine, whatever locales it has
  const initdb = [
    options.binaries.initdb,
    "-D",
    unfinished,
    "-U",
    DATABASE_USER,
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    "--no-instructions",
    ...(options.durable ? [] : ["--no-sync"]),
  ];
  await run([...options.identity.prefix, ...initdb], options.binaries.env);
  renameSync(unfinished, cluster);
}

/** A folder of ours for the server's socket: beside the cluster, or a short one when that path is too long for a socket. */
export function ensureSocketFolder(cluster: string, identity: PostgresIdentity): string {
  const beside = join(dirname(cluster), "socket");
  const fits = Buffer.byteLength(join(beside, ".s.PGSQL.5432.lock")) <= MAX_SOCKET_PATH_BYTES;
  const folder = fits
    ? beside
    : join(tmpdir(), `triptych-${createHash("sha256").update(cluster).digest("hex").slice(0, 16)}`);
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  const stat = lstatSync(folder);
  // in a shared temporary folder somebody else may have taken the name
  if (!stat.isDirectory() || (!fits && process.getuid?.() !== 0 && stat.uid !== process.getuid?.())) {
    throw new Error(
      `${folder} belongs to somebody else and cannot hold the database's socket. Remove it, or set DATA_DIR to a shorter path.`,
    );
  }
  chmodSync(folder, 0o700);
  identity.changeOwner(folder);
  return folder;
}

function run([command = "", ...args]: readonly string[], env: PostgresBinaries["env"]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: childEnvironment(env), stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4_000));
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}: ${output.trim()}`)),
    );
  });
}
