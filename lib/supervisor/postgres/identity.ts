import { spawnSync } from "node:child_process";
import { lchownSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** How PostgreSQL is run: it refuses to run as root, and must end with us. */
export type PostgresIdentity = {
  /** command prefix for the program and its arguments */
  readonly prefix: readonly string[];
  /** changes the owner of a folder and its content to the server's user, if necessary */
  readonly changeOwner: (folder: string) => void;
};

/** Stops PostgreSQL gracefully (SIGINT) when its parent is killed. */
const stopWithParent = ["setpriv", "--pdeathsig", "INT", "--"];

/** Chooses how to run PostgreSQL: as the current user, as nobody in a user namespace, or as another user who may enter our folders. */
export function choosePostgresIdentity(): PostgresIdentity {
  const prefix = works(stopWithParent) ? stopWithParent : [];
  if (process.getuid?.() !== 0) return { prefix, changeOwner: () => undefined };
  // in an unmapped user namespace root sees itself as nobody, while the kernel still grants access to root's files
  if (works(["unshare", "-U", "--", ...prefix]))
    return { prefix: ["unshare", "-U", "--", ...prefix], changeOwner: changeOwnerTo({ uid: 0, gid: 0 }) };
  return createUserIdentity(prefix);
}

/** Fallback without user namespaces: a system user with the capability to enter folders owned by root. */
export function createUserIdentity(prefix: readonly string[] = stopWithParent): PostgresIdentity {
  const user = findUser();
  const change = [
    "setpriv",
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--",
  ];
  if (!works([...change, ...prefix])) {
    throw new Error("The embedded PostgreSQL cannot run as root here. Start as a non-root user, or set DATABASE_URL.");
  }
  return { prefix: [...change, ...prefix], changeOwner: changeOwnerTo(user) };
}

/** The data folder may have been created by another user. */
function changeOwnerTo({ uid, gid }: { uid: number; gid: number }): (folder: string) => void {
  return (folder) => {
    if (statSync(folder).uid === uid) return;
    const inside = readdirSync(folder, { recursive: true, encoding: "utf8" });
    // the folder itself comes last, so that an interrupted change is repeated
    for (const path of [...inside.map((name) => join(folder, name)), folder]) lchownSync(path, uid, gid);
  };
}

/** initdb looks up its user, so the user must have a passwd entry. */
function findUser(): { uid: number; gid: number } {
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const entry = entries.find(([name]) => name === "postgres") ?? entries.find(([name]) => name === "nobody");
  const uid = Number(entry?.[2]);
  const gid = Number(entry?.[3]);
  if (!(uid > 0) || !(gid > 0))
    throw new Error("There is no user to run PostgreSQL as: neither postgres nor nobody exists. Set DATABASE_URL.");
  return { uid, gid };
}

function works(prefix: readonly string[]): boolean {
  const [command, ...args] = [...prefix, "true"];
  return spawnSync(command, args, { stdio: "ignore", timeout: 5_000 }).status === 0;
}
