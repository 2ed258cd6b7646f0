import type { CSSProperties, ReactNode } from "react";

type ScrollAreaProps = { label: string; className?: string; style?: CSSProperties; children: ReactNode };

/** A scrolling region; it takes the tab focus, since a keyboard could not reach its end otherwise. */
export function ScrollArea({ label, className = "", style, children }: ScrollAreaProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling is its interaction (axe: scrollable-region-focusable)
    <section tabIndex={0} aria-label={label} className={`overflow-auto ${className}`} style={style}>
      {children}
    </section>
  );
}
