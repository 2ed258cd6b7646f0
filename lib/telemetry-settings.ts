import { z } from "zod";
import { ExporterVariables } from "./telemetry-variables.ts";

const webUrl = z.url({ protocol: /^https?$/, error: "must be a URL such as http://127.0.0.1:4318" });
const LANGFUSE_CLOUD = "https://cloud.langfuse.com";

/** An answer is cut off after a minute anyway. */
const SECONDS = "must be a number of seconds, more than 0 and at most 60";
const exporter = z.string().default("otlp");
/** The names under which it is stored how far runs are sent. */
export const OTLP = "otlp";
export const LANGFUSE = "langfuse";

const Variables = z.object({
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: webUrl.optional(),
  OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: webUrl.optional(),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: webUrl.optional(),
  OTEL_TRACES_EXPORTER: exporter,
  OTEL_LOGS_EXPORTER: exporter,
  OTEL_METRICS_EXPORTER: exporter,
  OTEL_SERVICE_NAME: z.string().default("triptych"),
  // user and password of Basic, and the former in a header of its own
  LANGFUSE_PUBLIC_KEY: z
    .string()
    .regex(/^[!-9;-~]+$/, "must be ASCII without spaces, control characters and colons")
    .optional(),
  LANGFUSE_SECRET_KEY: z
    .string()
    .regex(/^[!-~]+$/, "must be ASCII without spaces and control characters")
    .optional(),
  // paths are put behind it, and its client takes no user or password in it
  LANGFUSE_BASE_URL: webUrl
    .refine(isBare, "must be an address alone, without user, password, ? or #: the keys have variables of their own")
    .default(LANGFUSE_CLOUD),
  LANGFUSE_TIMEOUT: z.coerce.number(SECONDS).positive(SECONDS).max(60, SECONDS).default(10),
  LANGFUSE_TRACING_ENVIRONMENT: z
    .string()
    .regex(/^(?!langfuse)[a-z0-9_-]{1,40}$/, "must have 1 to 40 of a–z, 0–9, - and _, and not begin with langfuse")
    .optional(),
  TELEMETRY_CONTENT: z.enum(["on", "off"], "must be on or off").default("off"),
});
type Given = z.infer<typeof Variables>;

/** Where runs are sent: standard variables of OpenTelemetry and Langfuse, whose SDKs read further ones themselves. Null: nowhere. */
export const TelemetryEnvironment = ExporterVariables.pipe(
  Variables.refine((given) => (given.LANGFUSE_PUBLIC_KEY === undefined) === (given.LANGFUSE_SECRET_KEY === undefined), {
    error: "must be set together with LANGFUSE_PUBLIC_KEY",
    path: ["LANGFUSE_SECRET_KEY"],
  }).transform(toSettings),
);

/** What is sent where. */
export type Receiver = {
  readonly signal: "traces" | "logs" | "metrics" | "langfuse";
  /** whose places say how far it is */
  readonly exporter: typeof OTLP | typeof LANGFUSE;
  /** fit for a page: without user, password and query, and without a slash at its end */
  readonly address: string;
};

export type TelemetrySettings = {
  readonly serviceName: string;
  /** whether outcomes, options and messages of skills may go out */
  readonly content: boolean;
  /** an OpenTelemetry collector; null: none */
  readonly otlp: { readonly traces: boolean; readonly logs: boolean; readonly metrics: boolean } | null;
  /** null: none */
  readonly langfuse: LangfuseSettings | null;
  readonly receivers: readonly Receiver[];
};

export type LangfuseSettings = {
  readonly publicKey: string;
  readonly secretKey: string;
  /** without a slash at its end */
  readonly baseUrl: string;
  /** of one request */
  readonly timeoutMs: number;
  /** by which a project's data can be filtered there; null: its default */
  readonly environment: string | null;
};

/** Whether batches of runs become spans somewhere, below which those of a skill can hang. */
export function sendsSpans(settings: TelemetrySettings | null): boolean {
  return settings !== null && (settings.otlp?.traces === true || settings.langfuse !== null);
}

/** Null: nothing is configured, so nothing is loaded or sent. */
function toSettings(given: Given): TelemetrySettings | null {
  const [otlp, langfuse] = [toOtlp(given), toLangfuse(given)];
  if (otlp === null && langfuse === null) return null;
  const receivers = [...(otlp === null ? [] : listSignals(given)), ...(langfuse === null ? [] : toReceiver(given))];
  return { serviceName: given.OTEL_SERVICE_NAME, content: given.TELEMETRY_CONTENT === "on", otlp, langfuse, receivers };
}

function listSignals(given: Given): Receiver[] {
  return SIGNALS.flatMap((signal) => {
    const url = addressOf(given, signal);
    return url === undefined ? [] : [{ signal, exporter: OTLP, address: toAddress(url) }];
  });
}

function toReceiver({ LANGFUSE_BASE_URL }: Given): Receiver[] {
  return [{ signal: LANGFUSE, exporter: LANGFUSE, address: toAddress(LANGFUSE_BASE_URL) }];
}

function isBare(url: string): boolean {
  // what is no URL has its own message
  if (!URL.canParse(url)) return true;
  const { username, password, search, hash } = new URL(url);
  return [username, password, search, hash].every((part) => part === "");
}

/** Addresses may hold keys in all other parts. */
function toAddress(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.replace(/\/+$/, "");
}

function toOtlp(given: Given): TelemetrySettings["otlp"] {
  if (given.OTEL_SDK_DISABLED?.toLowerCase() === "true") return null;
  const [traces, logs, metrics] = SIGNALS.map((signal) => addressOf(given, signal) !== undefined);
  return traces || logs || metrics ? { traces: traces === true, logs: logs === true, metrics: metrics === true } : null;
}

const SIGNALS = ["traces", "logs", "metrics"] as const;

/** Where a signal goes; undefined: nowhere. */
function addressOf(given: Given, signal: (typeof SIGNALS)[number]): string | undefined {
  const name = signal.toUpperCase() as Uppercase<typeof signal>;
  if (given[`OTEL_${name}_EXPORTER`] !== "otlp") return undefined;
  return given[`OTEL_EXPORTER_OTLP_${name}_ENDPOINT`] ?? given.OTEL_EXPORTER_OTLP_ENDPOINT;
}

function toLangfuse(given: Given): TelemetrySettings["langfuse"] {
  const { LANGFUSE_PUBLIC_KEY: publicKey, LANGFUSE_SECRET_KEY: secretKey, LANGFUSE_BASE_URL } = given;
  if (publicKey === undefined || secretKey === undefined) return null;
  return {
    publicKey,
    secretKey,
    baseUrl: LANGFUSE_BASE_URL.replace(/\/+$/, ""),
    timeoutMs: given.LANGFUSE_TIMEOUT * 1_000,
    environment: given.LANGFUSE_TRACING_ENVIRONMENT ?? null,
  };
}
