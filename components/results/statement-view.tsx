"use client";
import { clsx } from "clsx";
import { keepUnits } from "@/lib/view/format/format";
import type { Statement } from "@/lib/core/run/judgement";
import { useJudgedRun } from "./judged-run";
import { resultsText } from "@/lib/view/text/results";

type StatementViewProps = { statement: Statement; className?: string };

/** A sentence with a button that opens its evidence. */
export function StatementView({ statement, className }: StatementViewProps) {
  if (statement.text === "") return null;
  return (
    <span className={className}>
      {keepUnits(statement.text)} <WhyButton statement={statement} />
    </span>
  );
}

export function WhyButton({ statement, className }: StatementViewProps) {
  const { explain } = useJudgedRun();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={resultsText.whyOf(statement.text)}
      onClick={() => explain(statement)}
      className={clsx(
        "no-print inline-grid min-h-6 place-items-center rounded-full border border-line px-2 align-[0.08em] text-[clamp(12px,0.6em,16px)] leading-none font-normal tracking-normal text-muted transition-colors hover:border-line-strong hover:text-text pointer-coarse:min-h-8",
        className,
      )}
    >
      {resultsText.why}
    </button>
  );
}
