"use client";
import { useEffect, useRef, useState } from "react";
import { FieldError, NumberField } from "../ui/field";
import { ToggleGroup, type Choice } from "../ui/toggle-group";
import { MAX_LENGTH_SECONDS, MIN_LENGTH_SECONDS } from "@/lib/core/inputs/defaults";
import { formatAhead } from "@/lib/view/format/format";
import { lengthText } from "@/lib/view/text/desk/length";

const OFFERED = [30, 60, 120, 300, 600] as const;
type Choosable = "sizes" | `${(typeof OFFERED)[number]}` | "own";

const CHOICES: readonly Choice<Choosable>[] = [
  { value: "sizes", label: lengthText.bySizes },
  ...OFFERED.map((seconds) => ({ value: `${seconds}` as const, label: formatAhead(seconds * 1_000) })),
  { value: "own", label: lengthText.own },
];

function toChoice(seconds: number | null): Choosable {
  if (seconds === null) return "sizes";
  const offered = OFFERED.find((each) => each === seconds);
  return offered === undefined ? "own" : `${offered}`;
}

type LengthFieldProps = {
  /** in seconds; null: by the sizes */
  initial: number | null;
  error: string | undefined;
};

/** How long the run is to last. Sizes that are typed in count as they are, so they end the choice of a length. */
export function LengthField({ initial, error }: LengthFieldProps) {
  const [choice, setChoice] = useState<Choosable>(toChoice(initial));
  const [own, setOwn] = useState(String(initial ?? OFFERED[1]));
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const form = ref.current?.closest("form");
    const onInput = ({ target }: Event): void => {
      if (target instanceof HTMLInputElement && target.name.startsWith("items.")) setChoice("sizes");
    };
    form?.addEventListener("input", onInput);
    return () => form?.removeEventListener("input", onInput);
  }, []);
  const seconds = choice === "own" ? own : choice === "sizes" ? "" : choice;
  return (
    <div ref={ref} className="flex flex-col gap-2">
      <ToggleGroup
        legend={lengthText.legend}
        name="length"
        value={choice}
        choices={CHOICES}
        layout="line"
        onChange={setChoice}
      />
      {choice === "own" ? (
        <div className="max-w-48">
          <NumberField
            label={lengthText.ownSeconds}
            name="lengthOwn"
            min={MIN_LENGTH_SECONDS}
            max={MAX_LENGTH_SECONDS}
            value={own}
            onChange={(event) => setOwn(event.currentTarget.value)}
            error={error}
          />
        </div>
      ) : (
        <FieldError id="lengthSeconds-error" text={error} />
      )}
      <p className="text-sm text-muted">{choice === "sizes" ? lengthText.sizesHint : lengthText.fittedHint}</p>
      <input type="hidden" name="lengthSeconds" value={seconds} />
    </div>
  );
}
