import { clsx } from "clsx";
import type { ReactNode } from "react";

export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={clsx(
        "inline-flex min-h-6 min-w-6 items-center justify-center rounded-md border border-line px-1.5 font-sans text-xs text-muted",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
