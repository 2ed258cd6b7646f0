import { hostname } from "node:os";
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
  type Resource,
} from "@opentelemetry/resources";

/** Who sends: what OTEL_RESOURCE_ATTRIBUTES says wins. */
export function createResource(serviceName: string): Resource {
  return defaultResource()
    .merge(resourceFromAttributes({ "service.name": serviceName, "host.name": hostname() }))
    .merge(detectResources({ detectors: [envDetector] }));
}
