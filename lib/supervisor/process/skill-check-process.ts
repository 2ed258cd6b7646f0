import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { childEnvironment } from "../../config.ts";
import { CHECK_IDS, type Check, type CheckLine, type SkillChecker } from "../../core/ports/skill-checker.ts";
import { killedWithParent } from "./die-with-parent.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MAX_PRINTED = 1_048_576;
const MAX_WARNED = 500;

const CheckId = z.enum(CHECK_IDS);
const Line = z.union([
  z.object({ begin: CheckId }),
  z.object({ check: z.object({ id: CheckId, status: z.enum(["pass", "fail", "note"]), message: z.string() }) }),
  z.object({ end: z.literal(true) }),
]) satisfies z.ZodType<CheckLine>;

type Settings = {
  readonly dataDir: string;
  readonly skillsDir: string;
  /** our own servers, which no skill may reach */
  readonly reservedTargets: readonly string[];
};

/** Checks skills by the command line in a process of its own, one at a time, so that no skill can slow the web process. */
export function createSkillChecker(settings: Settings): SkillChecker {
  let last: Promise<unknown> = Promise.resolve();
  return {
    check(skillId, limitMs) {
      const check = last.then(() => runCheck(skillId, limitMs, settings));
      last = check.catch(() => undefined);
      return check;
    },
  };
}

async function runCheck(skillId: string, limitMs: number, settings: Settings): Promise<readonly Check[]> {
  const args = [join(ROOT, "bin", "triptych.ts"), "skill", "check", skillId, "--json-lines"];
  const [command = process.execPath, ...given] = [...killedWithParent(), process.execPath, ...args];
  const child = spawn(command, given, {
    cwd: ROOT,
    env: childEnvironment({
      DATA_DIR: settings.dataDir,
      SKILLS_DIR: settings.skillsDir,
      RESERVED_TARGETS: settings.reservedTargets.join(","),
      DATABASE_URL: null,
    }),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: limitMs,
    killSignal: "SIGKILL",
  });
  const ended = Promise.withResolvers<NodeJS.Signals | null>();
  child.on("error", ended.reject);
  child.on("close", (_, signal) => ended.resolve(signal));
  const [printed, warned, signal] = await Promise.all([
    readStart(child.stdout, MAX_PRINTED),
    readStart(child.stderr, MAX_PRINTED),
    ended.promise,
  ]);
  const { checks, underWay, isWhole } = readLines(printed);
  if (isWhole) return checks;
  if (underWay === null) throw new Error(`The check of ${skillId} did not finish: ${warned.slice(-MAX_WARNED)}`);
  const message =
    signal === "SIGKILL"
      ? `Cut off: the whole check took longer than ${limitMs / 1_000} s, and this was under way.`
      : `The check ended here: ${warned.slice(-MAX_WARNED)}`;
  return [...checks, { id: underWay, status: "fail", message }];
}

async function readStart(stream: Readable, maxCharacters: number): Promise<string> {
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) if (text.length < maxCharacters) text += String(chunk);
  return text;
}

/** A last line that is incomplete counts as not printed. */
function readLines(printed: string) {
  const lines = printed.split("\n").flatMap((text) => {
    const line = Line.safeParse(parseJson(text));
    return line.success ? [line.data] : [];
  });
  return {
    checks: lines.flatMap((line) => ("check" in line ? [line.check] : [])),
    underWay: lines.flatMap((line) => ("begin" in line ? [line.begin] : [])).at(-1) ?? null,
    isWhole: lines.some((line) => "end" in line),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
