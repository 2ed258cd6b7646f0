import type { CSSProperties, ReactNode } from "react";

type ScrollAreaProps = { label: string; className?: string; style?: CSSProperties; children: ReactNode };

/** A stretch that scrolls by itself: without a stop for the tab key, a keyboard could not reach what lies below. */
export function ScrollArea({ label, className = "", style, children }: ScrollAreaProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolling is its interaction (axe: scrollable-region-focusable)
    <section tabIndex={0} aria-label={label} className={`overflow-auto ${className}`} style={style}>
      {children}
    </section>
  );
}
