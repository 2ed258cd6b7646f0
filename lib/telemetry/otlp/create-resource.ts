import { hostname } from "node:os";
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
  type Resource,
} from "@opentelemetry/resources";

/** Who sends. */
export function createResource(serviceName = "triptych"): Resource {
  return defaultResource().merge(resourceFromAttributes({ "service.name": serviceName, "host.name": hostname() }));
}

/** The same for a collector, as the variables of OpenTelemetry name it: OTEL_RESOURCE_ATTRIBUTES wins. No other receiver gets what they say. */
export function createCollectorResource(serviceName: string): Resource {
  return createResource(serviceName).merge(detectResources({ detectors: [envDetector] }));
}
