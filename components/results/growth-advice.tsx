"use client";
import type { Statement } from "@/lib/core/run/judgement";
import type { FreeCorner } from "@/lib/view/growth/corner";
import { growthPanelText } from "@/lib/view/text/results";
import { StatementView } from "./statement-view";

const PLACES: { readonly [corner in FreeCorner]: string } = {
  "top-left": "md:top-[0.6em] md:left-[4.6em]",
  "top-right": "md:top-[0.6em] md:right-[3em]",
  "bottom-right": "md:right-[3em] md:bottom-[3em]",
};

/** The measurement that would settle the growth, where its curve would have a name; above the chart on phones. */
export function GrowthAdvice({ advice, corner }: { advice: Statement; corner: FreeCorner | null }) {
  const place = corner === null ? "" : `md:absolute md:z-10 md:my-0 md:max-w-[min(50%,24em)] ${PLACES[corner]}`;
  return (
    <p
      className={`growth-advice my-2 rounded-xl border border-dashed border-line-strong bg-ground px-[0.8em] py-[0.5em] leading-snug ${place}`}
    >
      <span className="block text-[0.85em] text-muted">{growthPanelText.advice}</span>
      <StatementView statement={advice} />
    </p>
  );
}
