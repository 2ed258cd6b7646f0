import { computeEndStatus } from "../../../lib/core/run/run-status.ts";
import type { ScenarioStatus } from "../../../lib/core/run/statuses.ts";
import { expect, test } from "vitest";
import type { ScenarioState } from "../../../lib/core/run/state.ts";

const endOf = (...statuses: ScenarioStatus[]) =>
  computeEndStatus({ scenarios: statuses.map((status) => ({ status }) as ScenarioState) });

test("[A9] the end status of a run follows from those of its scenarios", () => {
  expect(endOf("complete", "complete")).toBe("complete");
  expect(endOf("complete", "failed")).toBe("partial");
  expect(endOf("complete", "cancelled")).toBe("partial");
  expect(endOf("failed", "failed")).toBe("failed");
  expect(endOf("failed", "cancelled")).toBe("cancelled");
  expect(endOf("cancelled", "cancelled")).toBe("cancelled");
});
