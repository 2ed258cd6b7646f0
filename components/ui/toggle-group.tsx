"use client";
import { clsx } from "clsx";

export type Choice<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string | undefined;
};

type ToggleGroupProps<Value extends string> = {
  legend: string;
  name: string;
  value: Value;
  choices: readonly Choice<Value>[];
  /** tiles side by side, a list, or one line */
  layout?: "tiles" | "list" | "line";
  /** the legend is a heading of its own */
  heading?: boolean;
  onChange: (value: Value) => void;
};

const LAYOUTS = {
  tiles: { group: "grid gap-2 sm:grid-flow-col sm:auto-cols-fr", choice: "gap-0.5 px-3.5 py-2.5" },
  list: { group: "flex flex-col gap-1.5", choice: "min-h-9 justify-center px-3 py-1.5 pointer-coarse:min-h-11" },
  line: { group: "flex flex-wrap gap-1.5", choice: "min-h-9 justify-center px-3 py-1.5 pointer-coarse:min-h-11" },
} as const;

/** One of a few choices with their hints visible. Built on radios, so arrow keys and forms work natively. */
export function ToggleGroup<Value extends string>({
  legend,
  name,
  value,
  choices,
  layout = "tiles",
  heading = false,
  onChange,
}: ToggleGroupProps<Value>) {
  return (
    <fieldset className="min-w-0">
      <legend className={clsx("mb-2", heading ? "text-[15px] font-medium" : "text-sm text-muted")}>{legend}</legend>
      <div className={LAYOUTS[layout].group}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={clsx(
              "flex cursor-pointer flex-col rounded-lg border transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
              LAYOUTS[layout].choice,
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
            {choice.hint === undefined ? null : (
              <span className="text-[13px] leading-snug text-muted">{choice.hint}</span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
