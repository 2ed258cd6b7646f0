import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { type SupervisedChild, superviseChild } from "../../lib/supervisor/process/supervised-child.ts";
import { isLiving, readEnvironment } from "../support/processes.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "triptych-child-")));
const children: SupervisedChild[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) await child.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function supervise(
  name: string,
  program: string,
  { stopWithinMs = 5_000, ...rest }: { stopWithinMs?: number; secrets?: Record<string, string> } = {},
): { child: SupervisedChild; said: string[] } {
  const script = join(folder, `${name}.mjs`);
  writeFileSync(script, program);
  const said: string[] = [];
  const child = superviseChild({
    name,
    args: [script],
    cwd: folder,
    env: { GREETING: "hello" },
    printLine: (line) => said.push(line),
    stopWithinMs,
    ...rest,
  });
  children.push(child);
  return { child, said };
}

const CONFIG_URL = new URL("../../lib/config.ts", import.meta.url).href;
const stay = "setInterval(() => undefined, 1000);";

async function pidOf(child: SupervisedChild): Promise<number> {
  await expect.poll(() => child.pid()).not.toBeNull();
  return child.pid() ?? 0;
}

test("[O5] a killed child is restarted, until it is stopped", async () => {
  const { child, said } = supervise("worker", stay);
  const first = await pidOf(child);
  process.kill(first, "SIGKILL");
  await expect.poll(() => child.pid() ?? first, { timeout: 10_000 }).not.toBe(first);
  const second = await pidOf(child);
  expect(said).toEqual(["worker exited (SIGKILL); restarting"]);
  await child.stop();
  expect([child.pid(), isLiving(second)]).toEqual([null, false]);
});

test("[O5] a child is stopped by SIGTERM, and killed when it ignores it", async () => {
  const [ended, politeIsUp, deafIsUp] = ["ended", "polite-is-up", "deaf-is-up"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const write = (path: string, text: string) =>
    `(await import("node:fs")).writeFileSync(${JSON.stringify(path)}, ${text});`;
  const end = `async () => { ${write(ended, "process.env.GREETING")} process.exit(0); }`;
  const polite = supervise("polite", `process.on("SIGTERM", ${end}); ${write(politeIsUp, '"up"')} ${stay}`);
  const deaf = supervise("deaf", `process.on("SIGTERM", () => undefined); ${write(deafIsUp, '"up"')} ${stay}`, {
    stopWithinMs: 300,
  });
  await expect.poll(() => existsSync(politeIsUp) && existsSync(deafIsUp), { timeout: 10_000 }).toBe(true);
  const deafPid = await pidOf(deaf.child);
  await deaf.child.stop();
  expect(deaf.said).toEqual(["deaf did not stop within 0.3 s and is killed"]);
  expect(isLiving(deafPid)).toBe(false);
  await polite.child.stop();
  expect(readFileSync(ended, "utf8")).toBe("hello");
});

test("[O1] a child with invalid settings is given up at once, one that exits immediately after five times", async () => {
  await expect(supervise("misled", "process.exit(78);").child.startFailure).rejects.toMatchObject({
    code: "cannot-start",
  });
  const broken = supervise("broken", "process.exit(3);");
  await expect(broken.child.startFailure).rejects.toThrow(
    "broken cannot start: it exited immediately 5 times (code 3)",
  );
  expect(broken.said).toHaveLength(4);
});

test("[O5] a child detects its parent's end by its IPC channel", async () => {
  const { child } = supervise("watcher", `process.once("disconnect", () => process.exit(0)); ${stay}`);
  expect(await pidOf(child)).toBeGreaterThan(0);
});

test("[O3] secrets reach a child, also after a restart, but are not in its environment", async () => {
  const seen = join(folder, "seen");
  const program = `import { readFileSync, writeFileSync } from "node:fs";
import { takePassedSettings } from ${JSON.stringify(CONFIG_URL)};
writeFileSync(${JSON.stringify(seen)}, takePassedSettings(() => readFileSync(0, "utf8")).KEY + process.pid); ${stay}`;
  const { child } = supervise("informed", program, { secrets: { KEY: "ü-secret-" } });
  for (const attempt of ["first", "second"]) {
    const pid = await pidOf(child);
    await expect
      .poll(() => existsSync(seen) && readFileSync(seen, "utf8"), { message: attempt })
      .toBe(`ü-secret-${pid}`);
    expect(readEnvironment(pid)).toContain("GREETING");
    expect(readEnvironment(pid)).not.toContain("secret");
    process.kill(pid, "SIGKILL");
    await expect.poll(() => child.pid() ?? pid).not.toBe(pid);
  }
});
