"use client";
import { Stethoscope } from "lucide-react";
import type { Diagnosis } from "@/lib/core/run/judgement";
import { StatementView } from "./statement-view";
import { diagnosisText } from "@/lib/view/text/results";

/** What went wrong, in how many scenarios, and the likely causes. */
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
        {diagnosisText.title(diagnosisText.scopes[diagnosis.scope])}
      </h2>
      <p className="leading-snug font-semibold break-words">
        <StatementView statement={diagnosis.statement} />
      </p>
      {diagnosis.causes.length === 0 ? null : (
        <>
          <h3 className="mt-[0.3em] text-[0.85em] font-normal tracking-normal text-muted">{diagnosisText.causes}</h3>
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
