import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type FoldProps = {
  /** also the hash of its address */
  id: string;
  title: string;
  /** what is inside, in a few words; shown while it is folded */
  hint?: string;
  open?: boolean;
  children: ReactNode;
};

/** A section that folds. A closed one is found by the browser's search, opens for a link to anything in it, and prints whole. */
export function Fold({ id, title, hint = "", open = false, children }: FoldProps) {
  return (
    <details id={id} open={open} className="fold">
      <summary className="fold-summary">
        <ChevronRight aria-hidden className="fold-mark" />
        <h2>{title}</h2>
        {hint === "" ? null : <span className="fold-hint">{hint}</span>}
      </summary>
      <div className="fold-body">{children}</div>
    </details>
  );
}
