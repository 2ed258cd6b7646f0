import { afterEach, expect, test, vi } from "vitest";
import { createCollectorResource, createResource } from "../../lib/telemetry/otlp/create-resource.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("[F5] what the variables of OpenTelemetry say of who sends is for the collector alone", () => {
  vi.stubEnv("OTEL_RESOURCE_ATTRIBUTES", "team=stage%20crew,service.name=show");
  vi.stubEnv("OTEL_SERVICE_NAME", "show");
  expect(createCollectorResource("show").attributes).toMatchObject({ team: "stage crew", "service.name": "show" });
  const { attributes } = createResource();
  expect(attributes["service.name"]).toBe("triptych");
  expect(attributes).not.toHaveProperty("team");
});
