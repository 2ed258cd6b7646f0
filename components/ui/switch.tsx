"use client";
import { Switch as Base } from "@base-ui/react/switch";

export function Switch({
  checked,
  onChange,
  label,
}: {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
}) {
  return (
    <label className="flex min-h-9 items-center justify-between gap-4">
      {label}
      <Base.Root
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        className="flex h-6 w-11 shrink-0 items-center rounded-full border border-line-strong bg-raised p-0.5 transition-colors data-checked:border-good data-checked:bg-good"
      >
        <Base.Thumb className="size-4.5 rounded-full bg-text transition-transform data-checked:translate-x-5 data-checked:bg-ground" />
      </Base.Root>
    </label>
  );
}
