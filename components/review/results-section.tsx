"use client";
import { Presentation } from "lucide-react";
import Link from "next/link";
import { toResultsFile } from "@/lib/view/results/results-file";
import { selectTiles } from "@/lib/view/results/results";
import type { RunResults } from "@/lib/core/run/results";
import type { RunState } from "@/lib/core/run/state";
import { DiagnosisPanel } from "../results/diagnosis-panel";
import { FigureTiles } from "../results/figure-tiles";
import { GrowthPanel } from "../results/growth-panel";
import { JudgedRunProvider } from "../results/judged-run";
import { PartialBanner } from "../results/partial-banner";
import { RecommendationCard } from "../results/recommendation-card";
import { ResultDetails } from "../results/result-details";
import { StatementView } from "../results/statement-view";
import { buttonClass } from "../ui/button";
import { FinalFigures } from "./final-figures";
import { resultsText } from "@/lib/view/text/results";
import { reviewText } from "@/lib/view/text/review";

/** The results of the run, with the evidence of every sentence. */
export function ResultsSection({ state, results }: { state: RunState; results: RunResults }) {
  const { spec, runId } = state;
  const { judgement } = results;
  return (
    <JudgedRunProvider runId={runId} spec={spec} results={results}>
      <section aria-labelledby="results" className="flex flex-col gap-6">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="results" className="text-lg font-semibold">
            {state.results === null ? reviewText.resultsSoFar : reviewText.results}
          </h2>
          <span className="no-print flex flex-wrap gap-2">
            <a {...toResultsFile(runId)} className={buttonClass({ size: "small" })}>
              {reviewText.json}
            </a>
            <Link href={`/runs/${runId}/results`} className={buttonClass({ size: "small" })}>
              <Presentation aria-hidden className="size-4" />
              {reviewText.slide}
            </Link>
          </span>
        </div>
        <p className="text-2xl leading-snug font-semibold text-balance">
          <StatementView statement={judgement.headline} />
        </p>
        <PartialBanner statement={judgement.partial} />
        {judgement.diagnosis === null ? null : <DiagnosisPanel diagnosis={judgement.diagnosis} />}
        <FinalFigures state={state} results={results} />
        <FigureTiles label={resultsText.verdicts} tiles={selectTiles(judgement)} className="text-[15px]" />
        <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[3fr_2fr]">
          <GrowthPanel results={results} spec={spec} fontPx={13} bodyClassName="h-72" />
          <RecommendationCard judgement={judgement} className="self-start" />
        </div>
        <ResultDetails judgement={judgement} spec={spec} />
      </section>
    </JudgedRunProvider>
  );
}
