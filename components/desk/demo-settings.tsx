"use client";
import { useState } from "react";
import { FieldError } from "../ui/field";
import { Switch } from "../ui/switch";
import { ToggleGroup, type Choice } from "../ui/toggle-group";
import { FurtherSettings } from "./further-settings";
import { LengthField } from "./length-field";
import { OwnInput, type FileState } from "./own-input";
import { SkillCheck } from "./skill/skill-check";
import { SizeFields } from "./size-fields";
import type { SkillFact } from "./skill/skill-facts";
import { VariantFields } from "./start/variant-fields";
import type { FieldErrors } from "@/lib/client/upload/field-errors";
import { selectDemoLength } from "@/lib/core/inputs/demo-length";
import type { Demo } from "@/lib/core/ports/run-store";
import type { SyncMode } from "@/lib/core/run/spec";
import { isVariantsRun } from "@/lib/core/run/variants/options";
import type { UploadedInput } from "@/lib/operations/inputs/upload-input";
import { startFormText } from "@/lib/view/text/desk/start-form";
import { variantFieldsText } from "@/lib/view/text/desk/variant-fields";

function toSyncChoices(milestones: readonly number[]): readonly Choice<SyncMode>[] {
  const { modes } = startFormText;
  return [
    { value: "milestone", label: modes.milestone.label, hint: modes.milestone.hint(milestones) },
    { value: "free-running", ...modes["free-running"] },
    { value: "lock-step", ...modes["lock-step"] },
  ];
}

type Compare = "sizes" | "variants";
const COMPARE_CHOICES: readonly Choice<Compare>[] = [
  { value: "sizes", ...variantFieldsText.kinds.sizes },
  { value: "variants", ...variantFieldsText.kinds.variants },
];

/** Fields that an error message may name. */
export const SETTING_FIELDS = [
  "items",
  "variants",
  "lengthSeconds",
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
  /** a change without a form event */
  onTouched: () => void;
  onFile: (state: FileState) => void;
};

/** Sizes, mode and data of one demo; rarely used settings are folded. */
export function DemoSettings({ demo, skill, currency, errors, onTouched, onFile }: DemoSettingsProps) {
  const { spec } = demo;
  const [sync, setSync] = useState<SyncMode>(spec.sync);
  const [hold, setHold] = useState(spec.hold === "presenter");
  const [input, setInput] = useState<UploadedInput | null>(null);
  const areVariants = isVariantsRun(spec);
  const [compare, setCompare] = useState<Compare>(areVariants ? "variants" : "sizes");
  const waits = sync !== "free-running";
  return (
    <div className="flex flex-col gap-8">
      {skill.options.length === 0 ? null : (
        <ToggleGroup
          legend={variantFieldsText.compare}
          name="compare"
          value={compare}
          choices={COMPARE_CHOICES}
          onChange={setCompare}
          heading
        />
      )}
      {compare === "sizes" ? (
        <SizeFields key={input?.inputId ?? ""} spec={spec} maxItems={skill.maxItems} input={input} errors={errors} />
      ) : (
        <VariantFields
          key={`variants ${input?.inputId ?? ""}`}
          spec={spec}
          options={skill.options}
          items={input?.rows ?? (areVariants ? spec.scenarios[0]?.items : undefined) ?? skill.stageItems}
          maxItems={Math.min(skill.maxItems, input?.rows ?? skill.maxItems)}
          errors={errors}
          onTouched={onTouched}
        />
      )}
      <LengthField
        key={`length ${input?.inputId ?? ""}`}
        initial={input === null ? selectDemoLength(demo) : null}
        error={errors["lengthSeconds"]}
      />
      <div>
        <ToggleGroup
          legend={startFormText.mode}
          name="sync"
          value={sync}
          choices={toSyncChoices(spec.milestones)}
          onChange={setSync}
          heading
        />
        <FieldError id="sync-error" text={errors["sync"] ?? errors["hold"]} />
        <div className="pt-3">
          <Switch checked={waits && hold} onChange={(next) => waits && setHold(next)} label={startFormText.hold} />
          {waits ? null : <p className="text-sm text-muted">{startFormText.neverHolds}</p>}
          <input type="hidden" name="hold" value={waits && hold ? "presenter" : "none"} />
        </div>
      </div>
      <fieldset className="min-w-0">
        <legend className="mb-2 text-[15px] font-medium">{startFormText.data}</legend>
        <OwnInput
          skill={skill}
          taken={input}
          onTaken={(next) => {
            setInput(next);
            onTouched();
          }}
          onState={onFile}
          error={errors["inputId"]}
        />
      </fieldset>
      {skill.isOwn ? <SkillCheck skill={skill} /> : null}
      <FurtherSettings spec={spec} skill={skill} currency={currency} errors={errors} onTouched={onTouched} />
    </div>
  );
}
