import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { childEnvironment } from "../../config.ts";
import { CHECK_IDS, type Check, type SkillChecker } from "../../core/ports/skill-checker.ts";
import { killedWithParent } from "./die-with-parent.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const LIMIT_MS = 120_000;
const MAX_PRINTED = 1_048_576;

const Report = z.object({
  checks: z.array(z.object({ id: z.enum(CHECK_IDS), status: z.enum(["pass", "fail", "note"]), message: z.string() })),
});

/** Checks skills by the command line in a process of its own, one at a time, so that no skill can slow the web process. */
export function createSkillChecker(folders: { readonly dataDir: string; readonly skillsDir: string }): SkillChecker {
  let last: Promise<unknown> = Promise.resolve();
  return {
    check(skillId) {
      const check = last.then(() => runCheck(skillId, folders));
      last = check.catch(() => undefined);
      return check;
    },
  };
}

async function runCheck(
  skillId: string,
  { dataDir, skillsDir }: { readonly dataDir: string; readonly skillsDir: string },
): Promise<readonly Check[]> {
  const args = [join(ROOT, "bin", "triptych.ts"), "skill", "check", skillId, "--json"];
  const [command = process.execPath, ...given] = [...killedWithParent(), process.execPath, ...args];
  const child = spawn(command, given, {
    cwd: ROOT,
    env: childEnvironment({ DATA_DIR: dataDir, SKILLS_DIR: skillsDir, DATABASE_URL: null }),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LIMIT_MS,
    killSignal: "SIGKILL",
  });
  let printed = "";
  let warned = "";
  child.stdout.on(
    "data",
    (chunk: Buffer) => void (printed.length < MAX_PRINTED && (printed += chunk.toString("utf8"))),
  );
  child.stderr.on("data", (chunk: Buffer) => void (warned.length < MAX_PRINTED && (warned += chunk.toString("utf8"))));
  const ended = Promise.withResolvers<NodeJS.Signals | null>();
  child.on("error", ended.reject);
  child.on("close", (_, signal) => ended.resolve(signal));
  if ((await ended.promise) === "SIGKILL")
    throw new Error(`The check of ${skillId} took longer than ${LIMIT_MS / 1_000} s.`);
  const report = Report.safeParse(parseJson(printed));
  if (!report.success) throw new Error(`The check of ${skillId} did not finish: ${warned.slice(-500)}`);
  return report.data.checks;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
