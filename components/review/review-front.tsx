"use client";
import type { ReactNode } from "react";
import type { RunResults } from "@/lib/core/run/results";
import type { RunState } from "@/lib/core/run/state";
import { hasGrowth } from "@/lib/view/room/result-reach";
import { useAsked } from "./asked";
import { PageQuestion } from "../results/page-question";
import { PaperSheet, ResultSheet } from "../results/result-sheet";
import { reviewText } from "@/lib/view/text/review";

/** The result first, in the words and figures that the room saw. */
export function ReviewFront({ state, results, tools }: { state: RunState; results: RunResults; tools: ReactNode }) {
  const { asked, onAsk } = useAsked();
  return (
    <section aria-label={reviewText.result} className="flex flex-col gap-2">
      <ResultSheet state={state} results={results} asked={asked} className="review-picture print:hidden" />
      <PaperSheet state={state} results={results} asked={asked} size={PAPER} />
      <div className="no-print flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        {hasGrowth(results) ? <PageQuestion spec={state.spec} asked={asked} onAsk={onAsk} /> : <span />}
        {tools}
      </div>
    </section>
  );
}

/** In px, between the widths of A4 and Letter upright. */
const PAPER = { width: 710, height: 385 };
