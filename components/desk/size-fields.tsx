import { FieldError, NumberField } from "../ui/field";
import type { FieldErrors } from "@/lib/client/upload/field-errors";
import { formatCount } from "@/lib/view/format/format";
import type { RunSpec } from "@/lib/core/run/spec";
import type { UploadedInput } from "@/lib/operations/inputs/upload-input";
import { startFormText } from "@/lib/view/text/start-form";

type SizeFieldsProps = {
  spec: Pick<RunSpec, "scenarios" | "unit">;
  maxItems: number;
  input: UploadedInput | null;
  errors: FieldErrors;
};

/** The size of each scenario; an uploaded file adapts the sizes to its rows. */
export function SizeFields({ spec, maxItems, input, errors }: SizeFieldsProps) {
  const { scenarios, unit } = spec;
  const fitted = input !== null && input.items.length === scenarios.length ? input.items : null;
  return (
    <fieldset className="min-w-0" aria-describedby="items-error">
      <legend className="mb-2 text-sm text-muted">
        {input === null
          ? startFormText.sizes(unit.many)
          : startFormText.sizesFromFile(unit.many, formatCount(input.rows))}
      </legend>
      <div className="grid gap-4 sm:grid-cols-3">
        {scenarios.map((scenario, i) => (
          <NumberField
            key={`${scenario.id} ${input?.inputId ?? ""}`}
            label={scenario.label}
            name={`items.${scenario.id}`}
            min={1}
            max={Math.min(maxItems, input?.rows ?? maxItems)}
            defaultValue={fitted?.[i] ?? scenario.items}
            error={errors[`items.${scenario.id}`]}
          />
        ))}
      </div>
      <FieldError id="items-error" text={errors["items"]} />
    </fieldset>
  );
}
