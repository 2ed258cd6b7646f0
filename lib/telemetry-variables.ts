import { z } from "zod";

/**
 * Variables that OpenTelemetry's exporters read themselves. They pass over what they cannot read, without a word, so mistakes are
 * found here first. No message repeats a value: headers are secrets.
 */
const PAIRS = "must be name=value, separated by commas, with , = and % in a value written as %2C, %3D and %25";

/** Splits at commas, and each part at its first "="; decodes the value. Null for a part that is none. */
function readPairs(text: string): ([name: string, value: string] | null)[] {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  return parts.map((part) => {
    const at = part.indexOf("=");
    const name = part.slice(0, at).trim();
    if (at < 1 || name === "") return null;
    try {
      return [name, decodeURIComponent(part.slice(at + 1).trim())];
    } catch {
      return null;
    }
  });
}

const NAME_OF_HEADER = /^[\w!#$%&'*+.^`|~-]+$/;
const VALUE_OF_HEADER = /^[\t\x20-\x7e\x80-\xff]+$/;

const headers = z
  .string()
  .refine((text) => readPairs(text).every((pair) => pair !== null), PAIRS)
  // what follows a ";" would be cut off
  .refine((text) => !text.includes(";"), "must have ; in a value written as %3B")
  .refine(
    (text) =>
      readPairs(text).every((pair) => pair === null || (NAME_OF_HEADER.test(pair[0]) && VALUE_OF_HEADER.test(pair[1]))),
    "must have names and values that a header of HTTP may have, and no empty value",
  );

const LONGEST_ATTRIBUTE = 255;
const resourceAttributes = z
  .string()
  .refine((text) => readPairs(text).every((pair) => pair !== null), PAIRS)
  .refine((text) => !/=[^,]*=/.test(text), PAIRS)
  .refine(
    (text) => readPairs(text).every((pair) => pair?.every((each) => each.length <= LONGEST_ATTRIBUTE) ?? true),
    `must have names and values of at most ${LONGEST_ATTRIBUTE} characters`,
  );

const path = z.string().startsWith("/", "must be an absolute path");
/** An answer is cut off after a minute anyway, and timers of Node take a much longer time for none. */
const MILLISECONDS = "must be a number of milliseconds, more than 0 and at most 60000";
const PER_SIGNAL = {
  PROTOCOL: z.literal("http/protobuf", "must be http/protobuf, the only protocol that Triptych sends"),
  HEADERS: headers,
  COMPRESSION: z.enum(["gzip", "none"], "must be gzip or none"),
  TIMEOUT: z.coerce.number(MILLISECONDS).positive(MILLISECONDS).max(60_000, MILLISECONDS),
  CERTIFICATE: path,
  CLIENT_KEY: path,
  CLIENT_CERTIFICATE: path,
};
const SIGNALS = ["", "TRACES_", "LOGS_", "METRICS_"];
const FILES = ["CERTIFICATE", "CLIENT_KEY", "CLIENT_CERTIFICATE"] as const;

const exporter = z.enum(["otlp", "none"], "must be otlp or none").optional();
const Known = z.object({
  ...Object.fromEntries(
    SIGNALS.flatMap((signal) =>
      Object.entries(PER_SIGNAL).map(([name, type]) => [`OTEL_EXPORTER_OTLP_${signal}${name}`, type.optional()]),
    ),
  ),
  OTEL_TRACES_EXPORTER: exporter,
  OTEL_LOGS_EXPORTER: exporter,
  OTEL_METRICS_EXPORTER: exporter,
  OTEL_RESOURCE_ATTRIBUTES: resourceAttributes.optional(),
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: z
    .string()
    .regex(/^cumulative$/i, "must be cumulative: figures are those of the whole run")
    .optional(),
  OTEL_SDK_DISABLED: z
    .string()
    .regex(/^(true|false)$/i, "must be true or false")
    .optional(),
});

const RECEIVERS = /^(OTEL_EXPORTER_OTLP_(TRACES_|LOGS_|METRICS_)?ENDPOINT|LANGFUSE_(PUBLIC|SECRET)_KEY)$/;

/** Names that other versions of Langfuse's SDKs know: passed over, keys and runs would go to its cloud instead. */
const OTHER_ADDRESSES = ["LANGFUSE_HOST", "LANGFUSE_BASEURL"];

/** All variables, unchanged. Those of OpenTelemetry are checked if a receiver is named: others may be meant for other programs. */
export const ExporterVariables = z.looseObject({}).superRefine((given, context) => {
  if (!Object.keys(given).some((name) => RECEIVERS.test(name))) return;
  for (const name of OTHER_ADDRESSES)
    if (name in given && !("LANGFUSE_BASE_URL" in given))
      context.addIssue({
        code: "custom",
        message: "is not read here: put the address into LANGFUSE_BASE_URL",
        path: [name],
      });
  for (const { message, path: at } of Known.safeParse(given).error?.issues ?? [])
    context.addIssue({ code: "custom", message, path: [...at] });
});

/** Of certificates and keys that the exporters read when they are made. */
export const FILE_VARIABLES: readonly string[] = SIGNALS.flatMap((signal) =>
  FILES.map((name) => `OTEL_EXPORTER_OTLP_${signal}${name}`),
);
