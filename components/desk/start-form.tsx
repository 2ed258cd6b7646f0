"use client";
import { Play } from "lucide-react";
import { useActionState, useState } from "react";
import { Button } from "../ui/button";
import { Field, Input } from "../ui/field";
import { ToggleGroup, type Choice } from "../ui/toggle-group";
import { Switch } from "../ui/switch";
import { DemoCard } from "./demo-card";
import { startDemoAction } from "@/app/actions";
import type { Demo } from "@/lib/core/ports/run-store";
import type { SyncMode } from "@/lib/core/run-spec";

const SYNC_CHOICES: readonly Choice<SyncMode>[] = [
  { value: "milestone", label: "Milestone", hint: "wait for each other at 30, 50, 70 and 90 %" },
  { value: "free-running", label: "Free-running", hint: "nobody waits for anybody" },
  { value: "lock-step", label: "Lock-step", hint: "every step begins together" },
];

/** What the form tells of the skills behind the demos. */
export type SkillFacts = { readonly [skillId: string]: { readonly title: string; readonly maxItems: number } };

/** Chooses a demo, its sizes and its mode, and starts it. */
export function StartForm({ demos, skills }: { demos: readonly Demo[]; skills: SkillFacts }) {
  const [result, action, starting] = useActionState(startDemoAction, { error: null });
  const [demoId, setDemoId] = useState(demos[0]?.id ?? "");
  const demo = demos.find((each) => each.id === demoId) ?? demos[0];
  if (!demo) return <p className="text-muted">There are no demos. Restart the server to get the samples.</p>;
  return (
    <form action={action} className="flex flex-col gap-8">
      <fieldset className="min-w-0">
        <legend className="mb-3 text-lg font-semibold tracking-tight">Choose a demo</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          {demos.map((each) => (
            <DemoCard
              key={each.id}
              demo={each}
              skillTitle={skills[each.spec.skillId]?.title ?? each.spec.skillId}
              checked={each.id === demo.id}
              onChoose={() => setDemoId(each.id)}
            />
          ))}
        </div>
      </fieldset>
      <DemoSettings key={demo.id} demo={demo} maxItems={skills[demo.spec.skillId]?.maxItems} />
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" tone="primary" size="large" disabled={starting} className="min-w-52">
          <Play aria-hidden className="size-5" />
          {starting ? "Starting…" : "Start"}
        </Button>
        {result.error === null ? (
          <span className="text-muted">The audience view follows by itself.</span>
        ) : (
          <p role="alert" className="text-bad">
            {result.error}
          </p>
        )}
      </div>
    </form>
  );
}

function DemoSettings({ demo, maxItems }: { demo: Demo; maxItems: number | undefined }) {
  const { spec } = demo;
  const [sync, setSync] = useState<SyncMode>(spec.sync);
  const [hold, setHold] = useState(spec.hold === "presenter");
  const waits = sync !== "free-running";
  return (
    <div className="flex flex-col gap-6 rounded-2xl border border-line bg-panel p-5">
      <fieldset className="min-w-0">
        <legend className="mb-2 text-sm text-muted">How many {spec.unit.many} each scenario gets</legend>
        <div className="grid gap-4 sm:grid-cols-3">
          {spec.scenarios.map((scenario) => (
            <Field key={scenario.id} label={scenario.label}>
              <Input
                name={`items.${scenario.id}`}
                type="number"
                inputMode="numeric"
                min={1}
                {...(maxItems === undefined ? {} : { max: maxItems })}
                required
                defaultValue={scenario.items}
                className="tabular-nums"
              />
            </Field>
          ))}
        </div>
      </fieldset>
      <ToggleGroup legend="How they run together" name="sync" value={sync} choices={SYNC_CHOICES} onChange={setSync} />
      <div className="grid items-end gap-x-8 gap-y-4 sm:grid-cols-[2fr_1fr]">
        <div>
          <Switch
            checked={waits && hold}
            onChange={(next) => waits && setHold(next)}
            label="Hold for me: each milestone waits for your click"
          />
          {waits ? null : <p className="text-sm text-muted">Free-running never waits.</p>}
          <input type="hidden" name="hold" value={waits && hold ? "presenter" : "none"} />
        </div>
        <Field label="Seed (same seed, same data)">
          <Input
            name="seed"
            type="number"
            inputMode="numeric"
            min={0}
            max={2_147_483_647}
            required
            defaultValue={spec.seed}
            className="tabular-nums"
          />
        </Field>
      </div>
    </div>
  );
}
