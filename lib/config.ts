import { existsSync, realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import "./issue-words.ts";
import { TelemetryEnvironment, type TelemetrySettings } from "./telemetry-settings.ts";
import { HEADER_VARIABLES, WITHHELD } from "./withheld-variables.ts";
import { isThisMachine, parseNetworkTarget } from "./network-targets.ts";

const port = z.coerce
  .number("must be a number")
  .int("must be a whole number")
  .min(0, "must be 0 to 65535")
  .max(65_535, "must be 0 to 65535");
/** 128 random bits are 22 characters of base64url. */
const presenterKey = z.string().regex(/^[A-Za-z0-9_-]{22,200}$/, "must be at least 22 letters, digits, - or _");
const webUrl = z.url({ protocol: /^https?$/, error: "must be a URL such as http://192.168.1.20:3000" });
const list = z.string().transform((text) =>
  text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ""),
);

const targets = list
  .refine((entries) => entries.every((entry) => parseNetworkTarget(entry) !== null), {
    error: "must be names, addresses or networks separated by commas, such as staging.example:8080, 10.0.0.0/8",
    abort: true,
  })
  .refine(
    (entries) => !entries.some(isHereWithoutPort),
    "must name the port of a target on this machine: localhost:8080",
  );

function isHereWithoutPort(entry: string): boolean {
  const target = parseNetworkTarget(entry);
  const [address = "", bits] = target?.host.split("/") ?? [];
  return target?.port === null && bits !== "0" && isThisMachine(address);
}

const Environment = z.object({
  PORT: port.default(3000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, "must be an address or a host name, such as 0.0.0.0")
    .default("127.0.0.1"),
  PUBLIC_URL: webUrl.transform((url) => new URL(url).origin).optional(),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must be a postgres:// URL")
    .optional(),
  PRESENTER_KEY: presenterKey.optional(),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"], "must be trace, debug, info, warn, error or silent")
    .default("info"),
  PERFORMANCE_TARGETS: targets.default([]),
  PRICES_FILE: z.string().optional(),
  SKILLS_DIR: z.string().optional(),
});

/** Set by our own processes for their children. */
const InnerEnvironment = Environment.extend({ RESERVED_TARGETS: targets.default([]) });

export type Config = {
  /** 0 lets the system choose */
  readonly port: number;
  readonly host: string;
  /** origin without a path; null: derived from host and port */
  readonly publicUrl: string | null;
  /** absolute */
  readonly dataDir: string;
  /** null: the embedded PostgreSQL */
  readonly databaseUrl: string | null;
  /** null: the one in the data folder */
  readonly presenterKey: string | null;
  readonly logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent";
  /** what performance-testing may load besides its own service: hosts or networks, with a port or for all ports of other machines */
  readonly performanceTargets: readonly string[];
  /** what it may never load; set by the runner for its skills */
  readonly reservedTargets: readonly string[];
  /** absolute; null: prices.json in the data folder, if it exists */
  readonly pricesFile: string | null;
  /** the operator's skills, absolute; null: the folder skills in the data folder */
  readonly skillsDir: string | null;
  /** null: runs are sent nowhere */
  readonly telemetry: TelemetrySettings | null;
};

/** Its message names the variable and the problem, for the operator. It never contains the value, which may be a secret. */
export class ConfigError extends Error {
  readonly code = "config";
}

/** Reads the environment variables. An empty variable counts as unset. Throws ConfigError. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = InnerEnvironment.safeParse(given);
  const telemetry = TelemetryEnvironment.safeParse(given);
  if (!parsed.success || !telemetry.success) {
    const issues = [...(parsed.error?.issues ?? []), ...(telemetry.error?.issues ?? [])];
    const lines = issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new ConfigError(lines.join("\n"));
  }
  const { PORT, HOST, PUBLIC_URL, DATA_DIR, DATABASE_URL, PRESENTER_KEY, LOG_LEVEL } = parsed.data;
  const resolveTyped = (path: string) => resolve(readOperatorFolder(environment), path);
  const { PERFORMANCE_TARGETS, RESERVED_TARGETS, PRICES_FILE, SKILLS_DIR } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    publicUrl: PUBLIC_URL ?? null,
    dataDir: DATA_DIR === undefined ? resolve(".data") : resolveTyped(DATA_DIR),
    databaseUrl: DATABASE_URL ?? null,
    presenterKey: PRESENTER_KEY ?? null,
    logLevel: LOG_LEVEL,
    performanceTargets: PERFORMANCE_TARGETS,
    reservedTargets: RESERVED_TARGETS,
    pricesFile: PRICES_FILE === undefined ? null : resolveTyped(PRICES_FILE),
    skillsDir: SKILLS_DIR === undefined ? null : resolveTyped(SKILLS_DIR),
    telemetry: telemetry.data,
  };
}

const PassedSettings = z.record(z.string(), z.string());

/**
 * The environment with the variables that the parent process has written to stdin. Programs of the same user can read the
 * environment that a process began with (/proc/PID/environ), skills among them, but not what it has read.
 */
export function takePassedSettings(readStdin: () => string, environment = process.env): NodeJS.ProcessEnv {
  const { SETTINGS_ON_STDIN, ...rest } = environment;
  if (SETTINGS_ON_STDIN === undefined) return rest;
  return { ...rest, ...PassedSettings.parse(JSON.parse(readStdin())) };
}

/** Puts headers that were passed on stdin where OpenTelemetry's exporters read them: others see the environment that a process began with. */
export function provideHeaders(environment: NodeJS.ProcessEnv): void {
  Object.assign(process.env, readVariables(HEADER_VARIABLES, environment));
}

const WITHOUT = Object.fromEntries(WITHHELD.map((name) => [name, null]));

/**
 * The environment for a child process: ours without the presenter's key, the database's address and the keys of receivers, with these
 * changes; null removes a variable.
 */
export function childEnvironment(changes: {
  readonly [name: string]: string | null;
}): Record<string, string> & NodeJS.ProcessEnv {
  const kept = { ...process.env, ...WITHOUT, ...changes };
  return Object.fromEntries(
    Object.entries(kept).filter(([, value]) => value !== null && value !== undefined),
  ) as Record<string, string> & NodeJS.ProcessEnv;
}

/** Those of the named variables that are set, such as a skill's secrets. */
export function readVariables(names: readonly string[], environment = process.env): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name] ?? "";
      return value === "" ? [] : [[name, value] as const];
    }),
  );
}

/** Our own servers, which no skill may reach, in a process of a skill: other variables there are the skill's. Throws ZodError. */
export function readReservedTargets(environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  return targets.parse(environment["RESERVED_TARGETS"] ?? "");
}

/** The folder of the built pages, relative to the repository; null when the parent process has not chosen one. */
export function readDistDir(): string | null {
  return process.env["NEXT_DIST_DIR"] ?? null;
}

/** Whether DATA_DIR is set, rather than left at its default. */
export function isDataFolderGiven(environment: NodeJS.ProcessEnv = process.env): boolean {
  return (environment.DATA_DIR ?? "") !== "";
}

/**
 * The folder in which the operator types, absolute: npm starts our scripts in the package's folder, wherever it is called. A process
 * that a script of another package starts keeps its own folder.
 */
export function readOperatorFolder(environment: NodeJS.ProcessEnv = process.env, ownFolder = process.cwd()): string {
  const { INIT_CWD = "", npm_package_json: started = "" } = environment;
  const isScript = existsSync(started) && dirname(realpathSync(started)) === ownFolder;
  return isScript && INIT_CWD !== "" ? INIT_CWD : ownFolder;
}

/** A path that the operator typed, absolute. */
export function resolveOperatorPath(path: string): string {
  return resolve(readOperatorFolder(), path);
}

/** True when npm started this process: it must then end with npm. */
export function isStartedByNpm(): boolean {
  return process.env.npm_lifecycle_event !== undefined;
}

const OLDEST_NODE = [22, 18] as const;

/** Throws ConfigError on a Node version that cannot run TypeScript directly. */
export function requireNodeVersion(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new ConfigError(
    `Triptych needs Node ${OLDEST_NODE.join(".")} or newer, this is ${version}. npm install puts a suitable version into node_modules.`,
  );
}
