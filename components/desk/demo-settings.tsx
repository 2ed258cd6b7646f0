"use client";
import { useState } from "react";
import { Field, FieldError, Input } from "../ui/field";
import { Switch } from "../ui/switch";
import { ToggleGroup, type Choice } from "../ui/toggle-group";
import type { FieldErrors } from "@/lib/client/field-errors";
import type { Demo } from "@/lib/core/ports/run-store";
import type { ScenarioSpec, SyncMode } from "@/lib/core/run-spec";

const SYNC_CHOICES: readonly Choice<SyncMode>[] = [
  { value: "milestone", label: "Milestone", hint: "wait for each other at 30, 50, 70 and 90 %" },
  { value: "free-running", label: "Free-running", hint: "nobody waits for anybody" },
  { value: "lock-step", label: "Lock-step", hint: "every step begins together" },
];

/** Fields that an error may name. */
export const SETTING_FIELDS = ["items", "seed", "sync", "hold"] as const;

type DemoSettingsProps = { demo: Demo; maxItems: number | undefined; errors: FieldErrors };

/** Sizes, mode and seed of one demo, as it was saved until changed. */
export function DemoSettings({ demo, maxItems, errors }: DemoSettingsProps) {
  const { spec } = demo;
  const [sync, setSync] = useState<SyncMode>(spec.sync);
  const [hold, setHold] = useState(spec.hold === "presenter");
  const waits = sync !== "free-running";
  return (
    <div className="flex flex-col gap-6 rounded-2xl border border-line bg-panel p-5">
      <fieldset className="min-w-0" aria-describedby="items-error">
        <legend className="mb-2 text-sm text-muted">How many {spec.unit.many} each scenario gets</legend>
        <div className="grid gap-4 sm:grid-cols-3">
          {spec.scenarios.map((scenario) => (
            <SizeField key={scenario.id} scenario={scenario} max={maxItems} error={errors[`items.${scenario.id}`]} />
          ))}
        </div>
        <FieldError id="items-error" text={errors["items"]} />
      </fieldset>
      <div>
        <ToggleGroup
          legend="How they run together"
          name="sync"
          value={sync}
          choices={SYNC_CHOICES}
          onChange={setSync}
        />
        <FieldError id="sync-error" text={errors["sync"] ?? errors["hold"]} />
      </div>
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
        <div>
          <Field label="Seed (same seed, same data)">
            <Input
              name="seed"
              type="number"
              inputMode="numeric"
              min={0}
              max={2_147_483_647}
              required
              defaultValue={spec.seed}
              aria-invalid={errors["seed"] !== undefined}
              aria-describedby="seed-error"
              className="tabular-nums"
            />
          </Field>
          <FieldError id="seed-error" text={errors["seed"]} />
        </div>
      </div>
    </div>
  );
}

type SizeFieldProps = { scenario: ScenarioSpec; max: number | undefined; error: string | undefined };

function SizeField({ scenario, max, error }: SizeFieldProps) {
  const name = `items.${scenario.id}`;
  return (
    <div>
      <Field label={scenario.label}>
        <Input
          name={name}
          type="number"
          inputMode="numeric"
          min={1}
          {...(max === undefined ? {} : { max })}
          required
          defaultValue={scenario.items}
          aria-invalid={error !== undefined}
          aria-describedby={`${name}-error`}
          className="tabular-nums"
        />
      </Field>
      <FieldError id={`${name}-error`} text={error} />
    </div>
  );
}
