"use client";
import { TriangleAlert } from "lucide-react";
import type { Statement } from "@/lib/core/run/judgement";
import { StatementView } from "./statement-view";

/** Warns before the figures that some results are missing. */
export function PartialBanner({ statement, className = "" }: { statement: Statement | null; className?: string }) {
  if (statement === null) return null;
  return (
    <p
      className={`flex items-baseline gap-[0.5em] rounded-xl border border-hold-line bg-hold-ground px-[0.75em] py-[0.45em] leading-snug ${className}`}
    >
      <TriangleAlert aria-hidden className="size-[0.9em] shrink-0 translate-y-[0.08em] text-hold" />
      <StatementView statement={statement} />
    </p>
  );
}
