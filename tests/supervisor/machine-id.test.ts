import { execFile, execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { ensureMachineId } from "../../lib/supervisor/machine-id.ts";
import { processSpace } from "../../lib/supervisor/process/process-identity.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "triptych-machine-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const script = (dataDir: string) => [
  "--input-type=module-typescript",
  "-e",
  `import { ensureMachineId } from "${ROOT}lib/supervisor/machine-id.ts";
  import { processSpace } from "${ROOT}lib/supervisor/process/process-identity.ts";
  console.log(JSON.stringify([ensureMachineId(${JSON.stringify(dataDir)}), processSpace()]));`,
];

test("[M8] a machine's id is made once, also below a folder that is not there yet, and only its owner reads it", () => {
  const dataDir = join(folder, "made", "deep");
  const id = ensureMachineId(dataDir);
  expect(id).toMatch(/^machine_[0-9a-f-]{36}$/);
  expect(ensureMachineId(dataDir)).toBe(id);
  expect(statSync(join(dataDir, "machine-id")).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir)).toEqual(["machine-id"]);
  expect(ensureMachineId(join(folder, "another"))).not.toBe(id);
});

test("[M8] of processes that make it at the same time all get the same", async () => {
  const dataDir = join(folder, "together");
  mkdirSync(dataDir);
  const all = await Promise.all(
    Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, script(dataDir))),
  );
  expect(new Set(all.map(({ stdout }) => stdout))).toHaveLength(1);
  expect(readdirSync(dataDir)).toEqual(["machine-id"]);
});

test("[O1] a folder that cannot be written and a file that holds no id are said plainly", () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  expect(() => ensureMachineId(join(file, "data"))).toThrow(
    `The data folder ${join(file, "data")} cannot be written (ENOTDIR). Set DATA_DIR`,
  );
  expect(() => ensureMachineId("/proc/triptych")).toThrow("cannot be written");
  const torn = join(folder, "torn");
  mkdirSync(torn);
  writeFileSync(join(torn, "machine-id"), "mach");
  expect(() => ensureMachineId(torn)).toThrow("does not hold a machine id. Delete it");
  expect(readFileSync(join(torn, "machine-id"), "utf8")).toBe("mach");
});

test("[O1] a runner whose data folder cannot be written says so and is not started again", async () => {
  const env = { ...process.env, DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", DATA_DIR: "/proc/triptych" };
  const start = promisify(execFile)(process.execPath, [join(ROOT, "bin/runner.ts")], { env });
  await expect(start).rejects.toMatchObject({
    code: 78,
    stderr: expect.stringContaining("The data folder /proc/triptych cannot be written (ENOENT). Set DATA_DIR"),
  });
});

test.runIf(process.platform === "linux")("[M8] a process space is one boot and one pid namespace", () => {
  expect(processSpace()).toMatch(/^[0-9a-f-]{36}:pid:\[\d+\]$/);
});

test.runIf(process.getuid?.() === 0)("[M8] a container that shares the data folder counts its pids elsewhere", () => {
  const dataDir = join(folder, "shared");
  const args = ["--pid", "--fork", "--mount-proc", "--", process.execPath, ...script(dataDir)];
  const said: unknown = JSON.parse(execFileSync("unshare", args).toString());
  expect(said).toEqual([ensureMachineId(dataDir), expect.stringMatching(/:pid:\[\d+\]$/)]);
  expect(said).not.toEqual([ensureMachineId(dataDir), processSpace()]);
});
