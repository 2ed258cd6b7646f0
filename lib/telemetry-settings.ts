import { z } from "zod";
import { ExporterVariables } from "./telemetry-variables.ts";

const webUrl = z.url({ protocol: /^https?$/, error: "must be a URL such as http://127.0.0.1:4318" });
const LANGFUSE_CLOUD = "https://cloud.langfuse.com";

const exporter = z.string().default("otlp");

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
  LANGFUSE_PUBLIC_KEY: z.string().optional(),
  LANGFUSE_SECRET_KEY: z.string().optional(),
  LANGFUSE_BASE_URL: webUrl.default(LANGFUSE_CLOUD),
  LANGFUSE_TIMEOUT: z.coerce.number().positive("must be a number of seconds").default(10),
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

export type TelemetrySettings = {
  readonly serviceName: string;
  /** whether outcomes, options and messages of skills may go out */
  readonly content: boolean;
  /** an OpenTelemetry collector; null: none */
  readonly otlp: { readonly traces: boolean; readonly logs: boolean; readonly metrics: boolean } | null;
  /** null: none */
  readonly langfuse: LangfuseSettings | null;
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
  return { serviceName: given.OTEL_SERVICE_NAME, content: given.TELEMETRY_CONTENT === "on", otlp, langfuse };
}

function toOtlp(given: Given): TelemetrySettings["otlp"] {
  if (given.OTEL_SDK_DISABLED?.toLowerCase() === "true") return null;
  const goesOut = (signal: (typeof SIGNALS)[number]): boolean =>
    given[`OTEL_${signal}_EXPORTER`] === "otlp" &&
    (given[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`] ?? given.OTEL_EXPORTER_OTLP_ENDPOINT) !== undefined;
  if (!SIGNALS.some(goesOut)) return null;
  return { traces: goesOut("TRACES"), logs: goesOut("LOGS"), metrics: goesOut("METRICS") };
}

const SIGNALS = ["TRACES", "LOGS", "METRICS"] as const;

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
