"use client";
import { Lightbulb } from "lucide-react";
import type { Judgement } from "@/lib/core/run/judgement";
import { selectRecommendationTone } from "@/lib/view/results/tones";
import { StatementView } from "./statement-view";
import { recommendationText } from "@/lib/view/text/results";

const LOOKS = {
  good: "border-good bg-good-ground",
  bad: "border-bad bg-bad-ground",
  unsure: "border-hold-line bg-raised",
  neutral: "border-line-strong bg-raised",
} as const;

/** Which size to use, and what that means in production. */
export function RecommendationCard({ judgement, className = "" }: { judgement: Judgement; className?: string }) {
  const { statement, production } = judgement.recommendation;
  return (
    <section
      aria-labelledby="recommendation"
      className={`flex flex-col gap-[0.35em] rounded-xl border-l-4 p-[0.75em] ${LOOKS[selectRecommendationTone(judgement)]} ${className}`}
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
