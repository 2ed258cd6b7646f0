"use client";
import type { RunResults } from "@/lib/core/run/results";
import type { RunState } from "@/lib/core/run/state";
import type { FoldHints } from "@/lib/view/results/fold-hints";
import { selectTiles } from "@/lib/view/results/results";
import { ComparisonPanel } from "../results/comparison-panel";
import { DiagnosisPanel } from "../results/diagnosis-panel";
import { FigureTiles } from "../results/figure-tiles";
import { GrowthPanel } from "../results/growth-panel";
import { PartialBanner } from "../results/partial-banner";
import { RecommendationCard } from "../results/recommendation-card";
import {
  Bottlenecks,
  Caveats,
  DETAILS,
  Forecasts,
  GrowthDetails,
  Patterns,
  ProsAndCons,
} from "../results/result-details";
import { StatementView } from "../results/statement-view";
import { useAsked } from "./asked";
import { FinalFigures } from "./final-figures";
import { Fold } from "./fold";
import { foldText as text } from "@/lib/view/text/folds";
import { resultsText } from "@/lib/view/text/results";

type ResultFoldsProps = { state: RunState; results: RunResults; hints: FoldHints };

/** Why the result is what it is: every sentence with its evidence, the figures of each scenario, the growth. */
export function ResultFolds({ state, results, hints }: ResultFoldsProps) {
  const { spec } = state;
  const { judgement } = results;
  const { asked } = useAsked();
  const isFinal = state.results !== null;
  // a run in progress has no picture with a field of its own
  const question = isFinal ? { asked } : {};
  const parts = { judgement, spec };
  return (
    <>
      <Fold id="results" title={isFinal ? text.judgement : text.judgementSoFar} hint={hints.judgement}>
        <p className="max-w-prose text-lg leading-snug font-semibold text-balance">
          <StatementView statement={judgement.headline} />
        </p>
        <PartialBanner statement={judgement.partial} />
        {judgement.diagnosis === null ? null : <DiagnosisPanel diagnosis={judgement.diagnosis} />}
        <RecommendationCard judgement={judgement} />
        <FigureTiles label={resultsText.verdicts} tiles={selectTiles(judgement)} className="text-[15px]" />
        <div className={DETAILS}>
          <ProsAndCons {...parts} />
          <Patterns {...parts} />
          <Bottlenecks {...parts} />
        </div>
      </Fold>
      <Fold id="scenarios" title={text.scenarios} hint={hints.scenarios} open={!isFinal}>
        <FinalFigures state={state} results={results} />
      </Fold>
      <Fold
        id="growth-in-detail"
        title={judgement.comparison === undefined ? text.growth : text.comparison}
        hint={hints.growth}
      >
        {judgement.comparison === undefined ? (
          <GrowthPanel results={results} spec={spec} fontPx={13} bodyClassName="h-72" {...question} />
        ) : (
          <ComparisonPanel results={results} spec={spec} />
        )}
        <div className={DETAILS}>
          {judgement.comparison === undefined ? <GrowthDetails {...parts} /> : null}
          <div className="flex flex-col gap-[2rem]">
            <Caveats {...parts} />
            <Forecasts {...parts} />
          </div>
        </div>
      </Fold>
    </>
  );
}
