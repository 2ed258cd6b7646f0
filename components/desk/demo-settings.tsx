"use client";
import { useState } from "react";
import { FieldError, NumberField } from "../ui/field";
import { Switch } from "../ui/switch";
import { ToggleGroup, type Choice } from "../ui/toggle-group";
import { FurtherSettings } from "./further-settings";
import { OwnInput } from "./own-input";
import { SizeFields } from "./size-fields";
import type { SkillFact } from "./skill-facts";
import type { FieldErrors } from "@/lib/client/upload/field-errors";
import type { Demo } from "@/lib/core/ports/run-store";
import type { SyncMode } from "@/lib/core/run/spec";
import type { UploadedInput } from "@/lib/operations/inputs/upload-input";

const SYNC_CHOICES: readonly Choice<SyncMode>[] = [
  { value: "milestone", label: "Milestone", hint: "wait for each other at 30, 50, 70 and 90 %" },
  { value: "free-running", label: "Free-running", hint: "nobody waits for anybody" },
  { value: "lock-step", label: "Lock-step", hint: "every step begins together" },
];

/** Fields that an error may name. */
export const SETTING_FIELDS = [
  "items",
  "seed",
  "sync",
  "hold",
  "inputId",
  "retry",
  "stallLimitMs",
  "reducedLoad",
  "costCap",
  "options",
] as const;

type DemoSettingsProps = {
  demo: Demo;
  skill: SkillFact;
  currency: string | null;
  errors: FieldErrors;
  /** something was changed that no event of the form tells */
  onTouched: () => void;
};

/** Data, sizes and mode of one demo, as it was saved until changed; what few need is folded. */
export function DemoSettings({ demo, skill, currency, errors, onTouched }: DemoSettingsProps) {
  const { spec } = demo;
  const [sync, setSync] = useState<SyncMode>(spec.sync);
  const [hold, setHold] = useState(spec.hold === "presenter");
  const [input, setInput] = useState<UploadedInput | null>(null);
  const waits = sync !== "free-running";
  return (
    <div className="flex flex-col gap-6 rounded-2xl border border-line bg-panel p-5">
      <SizeFields spec={spec} maxItems={skill.maxItems} input={input} errors={errors} />
      <fieldset className="min-w-0">
        <legend className="mb-1.5 text-sm text-muted">Data</legend>
        <OwnInput
          skill={skill}
          taken={input}
          onTaken={(next) => {
            setInput(next);
            onTouched();
          }}
          error={errors["inputId"]}
        />
      </fieldset>
      <div>
        <ToggleGroup
          legend="How the scenarios run together"
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
        <NumberField
          label="Seed (same seed, same data)"
          name="seed"
          min={0}
          max={2_147_483_647}
          defaultValue={spec.seed}
          error={errors["seed"]}
        />
      </div>
      <FurtherSettings spec={spec} skill={skill} currency={currency} errors={errors} onTouched={onTouched} />
    </div>
  );
}
