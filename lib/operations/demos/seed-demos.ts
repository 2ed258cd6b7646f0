import { SAMPLE_LENGTH_SECONDS } from "../../core/inputs/defaults.ts";
import type { Demo } from "../../core/ports/run-store.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";
import { buildRunSpec } from "../runs/build-run-spec.ts";
import type { OperationContext } from "../context.ts";
import { sampleNotes } from "./sample-notes.ts";
import { sampleTitle } from "./sample-titles.ts";
import { StartRunInput } from "../runs/start-run-input.ts";

const SAMPLE_SEED = 7;

/** Adds a sample demo for each bundled skill that has none. Samples that were edited or deleted are left alone. */
export async function seedDemos({
  demos,
  skills,
  clock,
}: Pick<OperationContext, "demos" | "skills" | "clock">): Promise<void> {
  const createdAt = clock.wallTime().toISOString();
  await demos.addMissing([...skills.values()].map(({ manifest }) => toSampleDemo(manifest, createdAt)));
}

/** The demo that a skill brings along. */
export function toSampleDemo(skill: SkillManifest, createdAt: string): Demo {
  return {
    id: `demo_${skill.id}`,
    title: sampleTitle(skill),
    summary: skill.summary,
    sample: true,
    spec: sampleSpec(skill),
    createdAt,
  };
}

function sampleSpec(skill: SkillManifest): RunSpec {
  const input = {
    skill: skill.id,
    title: sampleTitle(skill),
    sync: "milestone",
    hold: "presenter",
    seed: SAMPLE_SEED,
    // what an item of a foreign skill takes, or costs, is not known before
    lengthSeconds: skill.measured === undefined ? null : SAMPLE_LENGTH_SECONDS,
    items: skill.stage.items,
    scenarios: skill.stage.scenarios,
    demoId: `demo_${skill.id}`,
    notes: sampleNotes(skill.id),
  };
  const spec = buildRunSpec(StartRunInput.parse(input), skill, { prices: null, input: null });
  if (!spec.ok) throw new Error(`The stage sizes of ${skill.id} are not a valid run: ${spec.error.message}`);
  return spec.value;
}
