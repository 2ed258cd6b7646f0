import { spawnSync } from "node:child_process";
import { lchownSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** PostgreSQL refuses to run as root; how it runs instead, and dies with us. */
export type PostgresIdentity = {
  /** put in front of the program and its arguments */
  readonly prefix: readonly string[];
  /** makes a folder and what is in it the server's own; one that it owns already is left alone */
  readonly changeOwner: (folder: string) => void;
};

/** Ends PostgreSQL in order when its parent is killed. */
const dieWithParent = ["setpriv", "--pdeathsig", "INT", "--"];

/** Picks how PostgreSQL can run here: as ourselves, as nobody in a user namespace, or as another user that may enter our folders. */
export function choosePostgresIdentity(): PostgresIdentity {
  const prefix = works(dieWithParent) ? dieWithParent : [];
  if (process.getuid?.() !== 0) return { prefix, changeOwner: () => undefined };
  // in a namespace without a mapping root is nobody to itself, while the kernel still grants it root's files
  if (works(["unshare", "-U", "--", ...prefix]))
    return { prefix: ["unshare", "-U", "--", ...prefix], changeOwner: handOverTo({ uid: 0, gid: 0 }) };
  return createUserIdentity(prefix);
}

/** Where user namespaces are closed: a user of the system, with the one capability to enter folders of root. */
export function createUserIdentity(prefix: readonly string[] = dieWithParent): PostgresIdentity {
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
    throw new Error("The embedded PostgreSQL cannot run as root here. Start as an ordinary user, or set DATABASE_URL.");
  }
  return { prefix: [...change, ...prefix], changeOwner: handOverTo(user) };
}

/** A data folder may come from a start as somebody else. */
function handOverTo({ uid, gid }: { uid: number; gid: number }): (folder: string) => void {
  return (folder) => {
    if (statSync(folder).uid === uid) return;
    const inside = readdirSync(folder, { recursive: true, encoding: "utf8" });
    // the folder itself last: until then an interrupted hand-over is taken up again
    for (const path of [...inside.map((name) => join(folder, name)), folder]) lchownSync(path, uid, gid);
  };
}

/** initdb looks its user up, so one without a passwd entry does not do. */
function findUser(): { uid: number; gid: number } {
  const entries = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const entry = entries.find(([name]) => name === "postgres") ?? entries.find(([name]) => name === "nobody");
  const uid = Number(entry?.[2]);
  const gid = Number(entry?.[3]);
  if (!(uid > 0) || !(gid > 0))
    throw new Error("No user to run PostgreSQL as: neither postgres nor nobody exists. Set DATABASE_URL.");
  return { uid, gid };
}

function works(prefix: readonly string[]): boolean {
  const [command, ...args] = [...prefix, "true"];
  return spawnSync(command, args, { stdio: "ignore", timeout: 5_000 }).status === 0;
}
