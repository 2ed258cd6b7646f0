"use client";
import { Stethoscope } from "lucide-react";
import type { Diagnosis } from "@/lib/core/run/judgement";
import { StatementView } from "./statement-view";

const SCOPES = {
  systematic: "the same in every scenario",
  local: "in some scenarios only",
  mixed: "different errors",
} as const;

/** What went wrong, whether everywhere or in places, and the likeliest causes first. */
export function DiagnosisPanel({ diagnosis, className = "" }: { diagnosis: Diagnosis; className?: string }) {
  return (
    <section
      aria-labelledby="diagnosis"
      className={`flex flex-col gap-[0.5em] rounded-xl border-l-4 border-bad bg-bad-ground p-[0.9em] ${className}`}
    >
      <h2
        id="diagnosis"
        className="flex flex-wrap items-center gap-x-[0.5em] text-[0.85em] font-normal tracking-normal text-bad"
      >
        <Stethoscope aria-hidden className="size-[1em]" />
        Diagnosis: {SCOPES[diagnosis.scope]}
      </h2>
      <p className="leading-snug font-semibold break-words">
        <StatementView statement={diagnosis.statement} />
      </p>
      {diagnosis.causes.length === 0 ? null : (
        <>
          <h3 className="mt-[0.3em] text-[0.85em] font-normal tracking-normal text-muted">
            Likely causes, likeliest first
          </h3>
          <ol className="flex list-decimal flex-col gap-[0.35em] pl-[1.3em]">
            {diagnosis.causes.map((cause) => (
              <li key={cause.text} className="leading-snug break-words marker:text-muted">
                <StatementView statement={cause} />
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
