"use client";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { flushSync } from "react-dom";
import { FieldError, NumberField } from "../ui/field";
import { Switch } from "../ui/switch";
import { ToggleGroup, type Choice } from "../ui/toggle-group";
import { CapFields } from "./cap-fields";
import type { SkillFact } from "./skill/skill-facts";
import type { FieldErrors } from "@/lib/client/upload/field-errors";
import { formatCount } from "@/lib/view/format/format";
import type { RetryPolicy, RunSpec } from "@/lib/core/run/spec";
import { furtherText, startFormText } from "@/lib/view/text/desk/start-form";

const RETRY_CHOICES: readonly Choice<RetryPolicy["mode"]>[] = [
  { value: "automatic", ...furtherText.retryModes.automatic },
  { value: "presenter", ...furtherText.retryModes.presenter },
];

const FOLDED = ["seed", "retry", "stallLimitMs", "reducedLoad", "costCap", "options"];

type FurtherSettingsProps = {
  spec: RunSpec;
  skill: SkillFact;
  currency: string | null;
  errors: FieldErrors;
  onTouched: () => void;
};

/** Rarely changed settings: retries, limits, spending limit and judge. Opens by itself when one of them has an error. */
export function FurtherSettings({ spec, skill, currency, errors, onTouched }: FurtherSettingsProps) {
  const [open, setOpen] = useState(false);
  const hasError = Object.keys(errors).some((name) => FOLDED.includes(name.split(".")[0] ?? ""));
  return (
    <details
      className="group"
      open={open || hasError}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      // the browser can only focus an invalid field that is visible
      onInvalidCapture={() => flushSync(() => setOpen(true))}
    >
      <summary className="flex min-h-9 w-fit list-none items-center gap-2 text-[15px] text-muted hover:text-text pointer-coarse:min-h-11">
        <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
        {furtherText.summary}
      </summary>
      <div className="flex flex-col gap-6 pt-4">
        <NumberField
          label={startFormText.seed}
          name="seed"
          min={0}
          max={2_147_483_647}
          defaultValue={spec.seed}
          error={errors["seed"]}
        />
        <RetryFields spec={spec} errors={errors} />
        <ReducedLoad initial={spec.reducedLoad} />
        <CapFields
          cap={spec.costCap}
          currency={currency}
          error={errors["costCap"]}
          limitError={errors["costCap.limit"]}
          onTouched={onTouched}
        />
        {skill.judge === null ? null : <JudgeSwitch judge={skill.judge} initial={spec.options["judge"] !== "off"} />}
        <FieldError id="options-error" text={errors["options"]} />
      </div>
    </details>
  );
}

function RetryFields({ spec, errors }: { spec: RunSpec; errors: FieldErrors }) {
  const [mode, setMode] = useState(spec.retry.mode);
  return (
    <div className="flex flex-col gap-4">
      <div>
        <ToggleGroup
          legend={furtherText.whenBatchFails}
          name="retryMode"
          value={mode}
          choices={RETRY_CHOICES}
          onChange={setMode}
        />
        <FieldError id="retry-error" text={errors["retry"] ?? errors["retry.mode"]} />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField
          label={furtherText.retryLimit}
          name="retryLimit"
          min={0}
          max={10}
          defaultValue={spec.retry.limit}
          error={errors["retry.limit"]}
        />
        <NumberField
          label={furtherText.stallLimit}
          name="stallLimitS"
          inputMode="decimal"
          min={1}
          max={3_600}
          step="any"
          defaultValue={spec.stallLimitMs / 1_000}
          error={errors["stallLimitMs"]}
        />
      </div>
    </div>
  );
}

function ReducedLoad({ initial }: { initial: boolean }) {
  const [on, setOn] = useState(initial);
  return (
    <div>
      <Switch checked={on} onChange={setOn} label={furtherText.reducedLoad} />
      <input type="hidden" name="reducedLoad" value={on ? "yes" : "no"} />
    </div>
  );
}

function JudgeSwitch({ judge, initial }: { judge: NonNullable<SkillFact["judge"]>; initial: boolean }) {
  const [on, setOn] = useState(initial);
  return (
    <div className="flex flex-col gap-1">
      <Switch checked={on} onChange={setOn} label={judge.title} />
      <p className="text-sm text-muted">
        {furtherText.judge(judge.question, formatCount(judge.answers), judge.recordedBy, judge.recordedAt)}
      </p>
      <input type="hidden" name="judge" value={on ? "recorded" : "off"} />
    </div>
  );
}
