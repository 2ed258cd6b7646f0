"use client";
import type { Statement } from "@/lib/core/run/judgement";
import type { FreeCorner } from "@/lib/view/growth/corner";
import { growthPanelText } from "@/lib/view/text/results";
import { StatementView } from "./statement-view";

const CORNERS: { readonly [corner in FreeCorner]: string } = {
  "top-left": "top-[0.6em] left-[4.6em]",
  "top-right": "top-[0.6em] right-[3em]",
  "bottom-right": "right-[3em] bottom-[3em]",
};

/** The measurement that would settle the growth: in a free corner of the chart, where its curve would have a name. */
export function CornerAdvice({ advice, corner }: { advice: Statement; corner: FreeCorner }) {
  return <Advice advice={advice} className={`absolute z-10 max-w-[min(45%,24em)] max-md:hidden ${CORNERS[corner]}`} />;
}

/** The same above the chart: on phones, and where no corner is free. */
export function AdviceAbove({ advice, corner }: { advice: Statement; corner: FreeCorner | null }) {
  return <Advice advice={advice} className={`my-2 ${corner === null ? "" : "md:hidden"}`} />;
}

function Advice({ advice, className }: { advice: Statement; className: string }) {
  return (
    <p
      className={`rounded-xl border border-dashed border-line-strong bg-ground px-[0.8em] py-[0.5em] leading-snug ${className}`}
    >
      <span className="block text-[0.85em] text-muted">{growthPanelText.advice}</span>
      <StatementView statement={advice} />
    </p>
  );
}
