"use client";
import { TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { FieldError, NumberField } from "../ui/field";
import type { FieldErrors } from "@/lib/client/upload/field-errors";
import { findOrderFault, orderBySize } from "@/lib/core/inputs/size-order";
import { describeEqualSizes, describeFallingSizes } from "@/lib/core/words/describe-sizes";
import { formatCount } from "@/lib/view/format/format";
import type { RunSpec } from "@/lib/core/run/spec";
import type { UploadedInput } from "@/lib/operations/inputs/upload-input";
import { startFormText } from "@/lib/view/text/desk/start-form";

type SizeFieldsProps = {
  spec: Pick<RunSpec, "scenarios" | "unit">;
  maxItems: number;
  input: UploadedInput | null;
  errors: FieldErrors;
};

/** The size of each scenario; an uploaded file adapts the sizes to its rows. Sizes that do not ascend are reported at once. */
export function SizeFields({ spec, maxItems, input, errors }: SizeFieldsProps) {
  const { scenarios, unit } = spec;
  const fitted = input !== null && input.items.length === scenarios.length ? input.items : null;
  const [typed, setTyped] = useState<{ readonly [name: string]: number }>({});
  const sizes = scenarios.map(({ id, label, items }, i) => ({
    label,
    items: typed[`items.${id}`] ?? fitted?.[i] ?? items,
  }));
  const note = describeOrder(sizes);
  const noteShown = useRef<HTMLOutputElement>(null);
  const hasTyped = Object.keys(typed).length > 0;
  useEffect(() => {
    // the page's foot may cover the line below the field in which one types
    if (hasTyped && note !== null) noteShown.current?.scrollIntoView({ block: "nearest" });
  }, [hasTyped, note]);
  return (
    <fieldset
      className="min-w-0"
      aria-describedby="items-error items-order"
      onInput={({ target }) => {
        if (target instanceof HTMLInputElement) setTyped({ ...typed, [target.name]: target.valueAsNumber });
      }}
    >
      <legend className="mb-2 text-[15px] font-medium">
        {input === null
          ? startFormText.sizes(unit.many)
          : startFormText.sizesFromFile(unit.many, formatCount(input.rows))}
      </legend>
      <div className="grid grid-cols-3 items-end gap-2.5 sm:gap-4">
        {scenarios.map((scenario, i) => (
          <NumberField
            key={scenario.id}
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
      <output
        ref={noteShown}
        id="items-order"
        className="mt-2 flex scroll-mb-10 items-start gap-1.5 text-sm text-hold empty:hidden"
      >
        {note === null ? null : (
          <>
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {note}
          </>
        )}
      </output>
    </fieldset>
  );
}

/** What sizes that do not ascend mean for the run; an empty field (not a number) is not compared. */
function describeOrder(sizes: readonly { readonly label: string; readonly items: number }[]): string | null {
  const fault = findOrderFault(sizes);
  if (fault === null) return null;
  const { kind, before, after } = fault;
  if (kind === "equal") return describeEqualSizes(before.label, after.label);
  return describeFallingSizes(
    before.label,
    after.label,
    orderBySize(sizes).map(({ label }) => label),
  );
}
