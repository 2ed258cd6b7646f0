import { expect, test } from "vitest";
import { computeQuality } from "../../../lib/core/metrics/score.ts";
import { listDefaultMetrics } from "../../../lib/skills/definition/default-metrics.ts";
import { SkillDefinition } from "../../../lib/skills/definition/definition.ts";
import { loadBundledSkills } from "../../../lib/skills/sources/bundled-skills.ts";

const invoke = { kind: "command", command: "cat" };

test("[C1] [M10] what is compared with a column has the share of correct results as its quality", () => {
  const metrics = listDefaultMetrics(SkillDefinition.parse({ invoke, expect: { column: "label" } }));
  expect(computeQuality(metrics, { correct: 0.949, answered: 0.5, latency_p95: 40 })).toBe(0.949);
});

test("[C1] where nothing is expected, the quality is the share of answered items", () => {
  const item = { columns: { text: {} } };
  const metrics = listDefaultMetrics(SkillDefinition.parse({ invoke, item }));
  expect(computeQuality(metrics, { answered: 0.96 })).toBe(0.96);
});

test("[M6] film-genres has the quality that its page states, over each film once", async () => {
  const manifest = (await loadBundledSkills()).get("film-genres")?.manifest;
  expect(computeQuality(manifest?.metrics ?? [], { correct: 58 / 72 })?.toFixed(2)).toBe("0.81");
  expect(manifest?.scenarioDefaults?.["complex"]).toMatchObject({ distribution: "uniform" });
});
