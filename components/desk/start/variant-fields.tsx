"use client";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button";
import { Field, FieldError, Input, NumberField, Select } from "../../ui/field";
import type { FieldErrors } from "@/lib/client/upload/field-errors";
import { MAX_SCENARIOS, MIN_SCENARIOS } from "@/lib/core/inputs/defaults";
import type { RunSpec } from "@/lib/core/run/spec";
import { nameOfVariant, nameOptionField, writeOption, type OptionField } from "@/lib/view/variants/option-fields";
import { variantFieldsText as text } from "@/lib/view/text/desk/variant-fields";

type VariantFieldsProps = {
  spec: Pick<RunSpec, "scenarios" | "unit">;
  options: readonly OptionField[];
  /** of each variant */
  items: number;
  maxItems: number;
  errors: FieldErrors;
  /** a change without a form event */
  onTouched: () => void;
};

type Row = { readonly key: number; readonly name: string; readonly values: { readonly [option: string]: string } };

/** The rows of a demo with variants, else two to begin with. */
function toRows(spec: VariantFieldsProps["spec"]): readonly Row[] {
  const own = spec.scenarios.filter(({ options }) => options !== undefined);
  if (own.length === 0) return text.names.slice(0, MIN_SCENARIOS).map((name, key) => ({ key, name, values: {} }));
  return own.map(({ label, options = {} }, key) => ({
    key,
    name: label,
    values: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, writeOption(value)])),
  }));
}

function toNewRow(rows: readonly Row[]): Row {
  const key = Math.max(...rows.map((row) => row.key)) + 1;
  return { key, name: text.names[key] ?? "", values: {} };
}

/** Variants of one size: a name and the options of each; an empty option is that of the run. */
export function VariantFields({ spec, options, items, maxItems, errors, onTouched }: VariantFieldsProps) {
  const [rows, setRows] = useState(() => toRows(spec));
  const change = (next: readonly Row[]) => {
    setRows(next);
    onTouched();
  };
  const problems = Object.entries(errors).filter(([field]) => field.split(".")[0] === "variants");
  return (
    <fieldset className="flex min-w-0 flex-col gap-4" aria-describedby="variants-error">
      <legend className="mb-2 text-[15px] font-medium">{text.legend}</legend>
      <div className="max-w-52">
        <NumberField
          label={text.items(spec.unit.many)}
          name="items.each"
          min={1}
          max={maxItems}
          defaultValue={items}
          error={errors["items"] ?? errors["items.each"]}
        />
      </div>
      <ul className="flex flex-col gap-2.5">
        {rows.map((row, at) => (
          <li
            key={row.key}
            className="flex flex-wrap items-end gap-2.5 rounded-xl border border-line bg-panel p-3 sm:gap-4"
          >
            <Field label={text.name} className="w-40 max-sm:grow">
              <Input name={nameOfVariant(at)} defaultValue={row.name} maxLength={32} required />
            </Field>
            {options.map((option) => (
              <OptionInput key={option.name} at={at} option={option} initial={row.values[option.name] ?? ""} />
            ))}
            <Button
              tone="ghost"
              size="icon"
              className="ml-auto"
              aria-label={text.remove(at + 1)}
              disabled={rows.length <= MIN_SCENARIOS}
              onClick={() => change(rows.filter((each) => each !== row))}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Button size="small" disabled={rows.length >= MAX_SCENARIOS} onClick={() => change([...rows, toNewRow(rows)])}>
          <Plus aria-hidden className="size-4" />
          {text.add}
        </Button>
        <p className="text-sm text-muted">{text.hint}</p>
      </div>
      {problems.length === 0 ? null : (
        <FieldError
          id="variants-error"
          text={problems.map(([field, problem]) => toProblem(field, problem)).join("; ")}
        />
      )}
    </fieldset>
  );
}

/** "fast: unknown option …": what a problem within a variant concerns. */
function toProblem(field: string, problem: string): string {
  const [, inner] = field.split(".");
  return inner === undefined ? problem : `${inner}: ${problem}`;
}

type OptionInputProps = { at: number; option: OptionField; initial: string };

function OptionInput({ at, option, initial }: OptionInputProps) {
  const { kind, label, usual, hint } = option;
  const name = nameOptionField(at, option);
  const choices = kind === "choice" ? option.choices : kind === "switch" ? ["true", "false"] : null;
  if (choices !== null)
    return (
      <Field label={label} className="w-40 max-sm:grow">
        <Select name={name} defaultValue={initial} title={hint}>
          <option value="">
            {text.usual(kind === "switch" ? text.switches[usual === "true" ? "true" : "false"] : usual)}
          </option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {kind === "switch" ? text.switches[choice === "true" ? "true" : "false"] : choice}
            </option>
          ))}
        </Select>
      </Field>
    );
  const number =
    kind === "number"
      ? {
          type: "number",
          step: option.isWhole ? 1 : ("any" as const),
          ...(option.min === null ? {} : { min: option.min }),
          ...(option.max === null ? {} : { max: option.max }),
        }
      : {};
  return (
    <Field label={label} className="w-40 max-sm:grow">
      <Input name={name} defaultValue={initial} placeholder={usual} title={hint} {...number} />
    </Field>
  );
}
