import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./app-process.ts";
import { findOnPath } from "./find-on-path.ts";

export type Prometheus = { readonly server: string; readonly promtool: string };

/** An installed Prometheus, else Debian's package, without installing it; a text says why there is none. */
export function findPrometheus(): Prometheus | string {
  const [server, promtool] = [findOnPath(["prometheus"]), findOnPath(["promtool"])];
  if (server !== null && promtool !== null) return { server, promtool };
  return unpackDebian(join(ROOT, "node_modules/.cache/triptych/prometheus"));
}

/** Unpacks once, into a temporary folder first, so that a kill leaves no partial copy. Needs neither root nor package lists. */
function unpackDebian(folder: string): Prometheus | string {
  const found = { server: join(folder, "usr/bin/prometheus"), promtool: join(folder, "usr/bin/promtool") };
  if (existsSync(folder)) return found;
  if (findOnPath(["apt-get"]) === null || findOnPath(["dpkg-deb"]) === null)
    return "Prometheus is not installed, and there is no apt-get to fetch Debian's package with.";
  mkdirSync(dirname(folder), { recursive: true });
  const making = mkdtempSync(`${folder}-`);
  try {
    const failure = download(making) ?? unpack(making);
    if (failure !== null) return `Prometheus is not installed, and Debian's package cannot be fetched: ${failure}`;
    // another process may have been first
    if (!existsSync(folder)) renameSync(join(making, "files"), folder);
    return found;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** With the system's package lists if it has them, otherwise with lists of our own. Returns why it failed. */
function download(folder: string): string | null {
  if (run(folder, ["apt-get", "download", "prometheus"]) === null) return null;
  for (const own of ["state/lists/partial", "cache/archives/partial"])
    mkdirSync(join(folder, own), { recursive: true });
  const dirs = ["-o", `Dir::State=${folder}/state`, "-o", "Dir::State::status=/var/lib/dpkg/status"];
  const options = [...dirs, "-o", `Dir::Cache=${folder}/cache`];
  return (
    run(folder, ["apt-get", ...options, "update"]) ?? run(folder, ["apt-get", ...options, "download", "prometheus"])
  );
}

function unpack(folder: string): string | null {
  const file = readdirSync(folder).find((name) => name.endsWith(".deb"));
  return file === undefined ? "no .deb file arrived" : run(folder, ["dpkg-deb", "-x", file, "files"]);
}

function run(cwd: string, [command = "", ...args]: readonly string[]): string | null {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8", timeout: 120_000 });
  return status === 0 ? null : (error?.message ?? stderr.trim());
}
