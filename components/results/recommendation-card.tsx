"use client";
import { Lightbulb } from "lucide-react";
import type { Recommendation } from "@/lib/core/run/judgement";
import { StatementView } from "./statement-view";
import { recommendationText } from "@/lib/view/text/results";

/** Which size to use, and what that means in production. */
export function RecommendationCard({
  recommendation,
  className = "",
}: {
  recommendation: Recommendation;
  className?: string;
}) {
  const { scenarioId, statement, production } = recommendation;
  return (
    <section
      aria-labelledby="recommendation"
      className={`flex flex-col gap-[0.35em] rounded-xl border-l-4 p-[0.75em] ${scenarioId === null ? "border-line-strong bg-raised" : "border-good bg-good-ground"} ${className}`}
    >
      <h2
        id="recommendation"
        className="flex items-center gap-[0.4em] text-[0.85em] font-normal tracking-normal text-muted"
      >
        <Lightbulb aria-hidden className="size-[1em]" />
        {recommendationText.title}
      </h2>
      <p className="leading-snug font-semibold">
        <StatementView statement={statement} />
      </p>
      {production === null ? null : (
        <p className="recommendation-production leading-snug text-muted">
          <StatementView statement={production.statement} />
        </p>
      )}
    </section>
  );
}
