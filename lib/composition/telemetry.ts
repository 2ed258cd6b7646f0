import type { Logger } from "pino";
import { accessSync, constants } from "node:fs";
import { ConfigError, readVariables } from "../config.ts";
import { newId } from "../ids.ts";
import { createStores } from "../store/stores.ts";
import type { TelemetrySettings } from "../telemetry-settings.ts";
import { FILE_VARIABLES } from "../telemetry-variables.ts";
import { listenToSdk } from "../telemetry/otlp/sdk-warnings.ts";
import { createResource } from "../telemetry/otlp/create-resource.ts";
import type { Exporter } from "../telemetry/follow/exporter.ts";
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
  const followers = (await createExporters(settings)).map(
    (exporter) =>
      new Follower({
        log: stores.log,
        places: stores.exports,
        exporter,
        owner,
        content: settings.content,
        onFault: (error, text) => logger.warn({ err: error }, text),
      }),
  );
  return {
    async start() {
      await Promise.all(followers.map((follower) => follower.start()));
    },
    async stop() {
      await Promise.all(followers.map((follower) => follower.close()));
      await stores.close();
    },
  };
}

async function createExporters({ serviceName, otlp, langfuse }: TelemetrySettings): Promise<Exporter[]> {
  const resource = createResource(serviceName);
  const exporters: Exporter[] = [];
  if (otlp !== null) {
    const { createOtlpExporter } = await import("../telemetry/otlp/otlp-exporter.ts");
    exporters.push(createOtlpExporter(resource, otlp));
  }
  if (langfuse !== null) {
    const { createLangfuseExporter } = await import("../telemetry/langfuse/langfuse-exporter.ts");
    exporters.push(createLangfuseExporter(langfuse, resource));
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
