"use client";
import { useState } from "react";
import { Field, FieldError, Input, Select } from "../ui/field";
import type { CostCap, CostUnit } from "@/lib/core/run/prices";
import { furtherText } from "@/lib/view/text/desk/start-form";

type CapFieldsProps = {
  cap: CostCap | null;
  /** of the operator's prices; null without prices, and then no limit in money */
  currency: string | null;
  error: string | undefined;
  limitError: string | undefined;
  onTouched: () => void;
};

/** The spending limit: the run stops when it is reached. */
export function CapFields({ cap, currency, error, limitError, onTouched }: CapFieldsProps) {
  const [unit, setUnit] = useState<CostUnit | "none">(cap?.unit ?? "none");
  return (
    <div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={furtherText.limit}>
          <Select
            name="capUnit"
            value={unit}
            onChange={({ currentTarget }) => {
              setUnit(currentTarget.value as CostUnit | "none");
              onTouched();
            }}
          >
            <option value="none">{furtherText.limitUnits.none}</option>
            <option value="busy-seconds">{furtherText.limitUnits["busy-seconds"]}</option>
            <option value="tokens">{furtherText.limitUnits.tokens}</option>
            {currency === null && cap?.unit !== "money" ? null : (
              <option value="money">{furtherText.limitUnits.money(currency ?? furtherText.noCurrency)}</option>
            )}
          </Select>
        </Field>
        {unit === "none" ? null : (
          <Field
            label={
              unit === "money"
                ? furtherText.limitIn.money(currency ?? furtherText.noCurrency)
                : furtherText.limitIn[unit]
            }
          >
            <Input
              key={unit}
              name="capLimit"
              type="number"
              inputMode="decimal"
              min={0}
              step="any"
              required
              defaultValue={cap?.unit === unit ? cap.limit : ""}
              aria-invalid={limitError !== undefined}
              aria-describedby="cap-error"
              className="tabular-nums"
            />
          </Field>
        )}
      </div>
      <FieldError id="cap-error" text={error ?? limitError} />
      {unit === "none" ? null : <p className="mt-1.5 text-sm text-muted">{furtherText.limitHint}</p>}
    </div>
  );
}
