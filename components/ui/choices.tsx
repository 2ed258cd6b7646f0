import { clsx } from "clsx";

export type PlainChoice<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
};

type ChoicesProps<Value extends string> = {
  legend: string;
  name: string;
  value: Value;
  choices: readonly PlainChoice<Value>[];
  /** side by side instead of one below the other */
  inline?: boolean;
  onChange: (value: Value) => void;
};

/** One of several as a plain list. Radios underneath, so arrows work by themselves. */
export function Choices<Value extends string>({
  legend,
  name,
  value,
  choices,
  inline = false,
  onChange,
}: ChoicesProps<Value>) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm text-muted">{legend}</legend>
      <div className={clsx("flex gap-1.5", inline ? "flex-wrap" : "flex-col")}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={clsx(
              "flex min-h-9 cursor-pointer flex-col justify-center rounded-lg border px-3 py-1.5 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus pointer-coarse:min-h-11",
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
