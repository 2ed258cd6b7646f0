import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

const box =
  "min-h-10 w-full rounded-lg border border-line-strong bg-panel px-3 text-[15px] text-text placeholder:text-muted disabled:opacity-60 pointer-coarse:min-h-11 aria-invalid:border-bad";

export function Field({
  label,
  hint,
  children,
  className,
}: {
  label: string;
  hint?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <label className={clsx("flex min-w-0 flex-col gap-1.5 text-sm", className)}>
      <span className="text-muted">{label}</span>
      {children}
      {hint === undefined ? null : <span className="text-[13px] text-muted">{hint}</span>}
    </label>
  );
}

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={clsx(box, className)} {...rest} />;
}

/** The platform's own list: it works with every keyboard, reader and phone. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return <select className={clsx(box, "pr-8", className)} {...rest} />;
}
