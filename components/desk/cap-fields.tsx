"use client";
import { useState } from "react";
import { Field, FieldError, Input, Select } from "../ui/field";
import type { CostCap, CostUnit } from "@/lib/core/run/prices";

type CapFieldsProps = {
  cap: CostCap | null;
  /** of the operator's prices; null without any: then no cap in money */
  currency: string | null;
  error: string | undefined;
  limitError: string | undefined;
  onTouched: () => void;
};

/** A cap stops the run while it runs, and keeps what is there. */
export function CapFields({ cap, currency, error, limitError, onTouched }: CapFieldsProps) {
  const [unit, setUnit] = useState<CostUnit | "none">(cap?.unit ?? "none");
  return (
    <div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Cap on what the run may use">
          <Select
            name="capUnit"
            value={unit}
            onChange={({ currentTarget }) => {
              setUnit(currentTarget.value as CostUnit | "none");
              onTouched();
            }}
          >
            <option value="none">no cap</option>
            <option value="busy-seconds">seconds of work, all workers added up</option>
            <option value="tokens">tokens</option>
            {currency === null && cap?.unit !== "money" ? null : (
              <option value="money">money ({currency ?? "no prices"})</option>
            )}
          </Select>
        </Field>
        {unit === "none" ? null : (
          <Field label={`Cap in ${LIMIT_WORDS[unit] ?? currency ?? "money"}`}>
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
      {unit === "none" ? null : (
        <p className="mt-1.5 text-sm text-muted">At the cap the run stops; everything finished is kept.</p>
      )}
    </div>
  );
}

const LIMIT_WORDS: { readonly [unit in CostUnit]?: string } = { "busy-seconds": "seconds of work", tokens: "tokens" };
