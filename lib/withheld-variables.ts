/** Of OpenTelemetry's exporters, which read them from the environment of their process. */
export const HEADER_VARIABLES: readonly string[] = ["", "TRACES_", "LOGS_", "METRICS_"].map(
  (signal) => `OTEL_EXPORTER_OTLP_${signal}HEADERS`,
);

/** They open the doors of receivers; the process that sends needs them alone. The public key goes with the secret one: neither is valid without the other. */
export const RECEIVER_KEYS: readonly string[] = ["LANGFUSE_PUBLIC_KEY", "LANGFUSE_SECRET_KEY", ...HEADER_VARIABLES];

/** In no environment of a child, since skills can read those of the same user, and given to no skill that asks for them. */
export const WITHHELD: readonly string[] = ["PRESENTER_KEY", "DATABASE_URL", ...RECEIVER_KEYS];
