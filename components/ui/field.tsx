import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

const box =
  "min-h-10 w-full rounded-lg border border-line-strong bg-panel px-3 text-[15px] text-text placeholder:text-muted disabled:opacity-60 pointer-coarse:min-h-11 aria-invalid:border-bad";

type FieldProps = { label: string; children: ReactNode; className?: string };

export function Field({ label, children, className }: FieldProps) {
  return (
    <label className={clsx("flex min-w-0 flex-col gap-1.5 text-sm", className)}>
      <span className="text-muted">{label}</span>
      {children}
    </label>
  );
}

/** The error of a field. Outside the label, so that it does not become part of the field's name. */
export function FieldError({ id, text }: { id: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p id={id} role="alert" className="mt-1.5 text-sm text-bad">
      {text}
    </p>
  );
}

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={clsx(box, className)} {...rest} />;
}

type NumberFieldProps = ComponentProps<"input"> & { label: string; name: string; error: string | undefined };

/** A required number with its error below. */
export function NumberField({ label, name, error, ...rest }: NumberFieldProps) {
  const errorId = `${name}-error`;
  return (
    <div>
      <Field label={label}>
        <Input
          name={name}
          type="number"
          inputMode="numeric"
          required
          aria-invalid={error !== undefined}
          aria-describedby={errorId}
          className="tabular-nums"
          {...rest}
        />
      </Field>
      <FieldError id={errorId} text={error} />
    </div>
  );
}

/** The native list: it works with every keyboard, screen reader and phone. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select className={clsx(box, "pr-8", className)} {...rest} />;
}
