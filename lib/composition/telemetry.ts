import type { Logger } from "pino";
import { accessSync, constants } from "node:fs";
import { ConfigError, readVariables } from "../config.ts";
import { newId } from "../ids.ts";
import { createStores } from "../store/stores.ts";
import { LANGFUSE, type TelemetrySettings } from "../telemetry-settings.ts";
import { FILE_VARIABLES } from "../telemetry-variables.ts";
import { listenToSdk } from "../telemetry/otlp/sdk-warnings.ts";
import { createCollectorResource, createResource } from "../telemetry/otlp/create-resource.ts";
import type { Exporter } from "../telemetry/follow/exporter.ts";
import type { ExperimentSender, ExperimentSenderOptions } from "../telemetry/langfuse/experiments/experiment-sender.ts";
import { Follower } from "../telemetry/follow/follower.ts";

export type Telemetry = { start(): Promise<void>; stop(): Promise<void> };

/** Sends runs of a migrated database to every configured receiver. Throws ConfigError if a certificate cannot be read. */
export async function composeTelemetry(
  settings: TelemetrySettings,
  databaseUrl: string,
  logger: Logger,
): Promise<Telemetry> {
  requireReadableFiles();
  listenToSdk((text) => logger.warn({ by: "opentelemetry" }, text));
  const stores = await createStores({ databaseUrl, onError: (error) => logger.warn({ err: error }, "database") });
  const owner = newId("runner");
  const onFault = (error: unknown, text: string) => logger.warn({ err: error }, text);
  const followers = (await createExporters(settings)).map(
    (exporter) =>
      new Follower({
        log: stores.log,
        places: stores.exports,
        exporter,
        owner,
        content: settings.content,
        onFault,
      }),
  );
  const followerOf = (name: string) => followers.find((each) => each.name === name);
  const senders = await createExperimentSenders(settings, {
    log: stores.log,
    experiments: stores.experiments,
    exporter: LANGFUSE,
    content: settings.content,
    maySend: () => followerOf(LANGFUSE)?.isSending === true,
    onFault,
  });
  return {
    async start() {
      await Promise.all([...followers, ...senders].map((each) => each.start()));
    },
    async stop() {
      await Promise.all([...followers, ...senders].map((each) => each.close()));
      await stores.close();
    },
  };
}

async function createExporters({ serviceName, otlp, langfuse }: TelemetrySettings): Promise<Exporter[]> {
  const exporters: Exporter[] = [];
  if (otlp !== null) {
    const { createOtlpExporter } = await import("../telemetry/otlp/otlp-exporter.ts");
    exporters.push(createOtlpExporter(createCollectorResource(serviceName), otlp));
  }
  if (langfuse !== null) {
    const { createLangfuseExporter } = await import("../telemetry/langfuse/langfuse-exporter.ts");
    exporters.push(createLangfuseExporter(langfuse, createResource()));
  }
  return exporters;
}

/** The exporters would go on without a file that they cannot read. */
function requireReadableFiles(): void {
  for (const [name, path] of Object.entries(readVariables(FILE_VARIABLES))) {
    try {
      accessSync(path, constants.R_OK);
    } catch {
      throw new ConfigError(`${name} names a file that cannot be read.`);
    }
  }
}

/** One beside Langfuse's follower, with its lease; otherwise none. */
async function createExperimentSenders(
  { langfuse }: TelemetrySettings,
  options: Omit<ExperimentSenderOptions, "api">,
): Promise<ExperimentSender[]> {
  if (langfuse === null) return [];
  const { createExperimentApi } = await import("../telemetry/langfuse/experiments/experiment-api.ts");
  const { ExperimentSender } = await import("../telemetry/langfuse/experiments/experiment-sender.ts");
  return [new ExperimentSender({ ...options, api: createExperimentApi(langfuse, createResource()) })];
}
