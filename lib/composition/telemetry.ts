import type { Logger } from "pino";
import { hostname } from "node:os";
import { defaultResource, resourceFromAttributes, detectResources, envDetector } from "@opentelemetry/resources";
import { newId } from "../ids.ts";
import { createStores } from "../store/stores.ts";
import type { TelemetrySettings } from "../telemetry-settings.ts";
import type { Exporter } from "../telemetry/follow/exporter.ts";
import { Follower } from "../telemetry/follow/follower.ts";

export type Telemetry = { start(): Promise<void>; stop(): Promise<void> };

/** Sends runs of a migrated database to every configured receiver. */
export async function composeTelemetry(
  settings: TelemetrySettings,
  databaseUrl: string,
  logger: Logger,
): Promise<Telemetry> {
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
  const own = defaultResource().merge(resourceFromAttributes({ "service.name": serviceName, "host.name": hostname() }));
  // OTEL_RESOURCE_ATTRIBUTES
  const resource = own.merge(detectResources({ detectors: [envDetector] }));
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
