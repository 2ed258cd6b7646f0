"use client";
import { clsx } from "clsx";

export type Choice<Value extends string> = { readonly value: Value; readonly label: string; readonly hint: string };

type ToggleGroupProps<Value extends string> = {
  legend: string;
  name: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
};

/** One of a few, each with its meaning in sight. Radios underneath, so arrows and forms work by themselves. */
export function ToggleGroup<Value extends string>({ legend, name, value, choices, onChange }: ToggleGroupProps<Value>) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm text-muted">{legend}</legend>
      <div className="grid gap-2 sm:grid-flow-col sm:auto-cols-fr">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={clsx(
              "flex cursor-pointer flex-col gap-0.5 rounded-lg border px-3.5 py-2.5 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
              choice.value === value ? "border-text bg-raised" : "border-line hover:bg-raised",
            )}
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span className="text-[15px] font-medium">{choice.label}</span>
            <span className="text-[13px] text-muted">{choice.hint}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
