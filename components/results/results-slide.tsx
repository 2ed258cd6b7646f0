"use client";
import { isRunOver } from "@/lib/core/run/run-status";
import { useState } from "react";
import { formatClock } from "@/lib/view/format/format";
import { isOnSlide, selectOutcomes, selectTiles } from "@/lib/view/results/results";
import { selectHeadlineTone } from "@/lib/view/results/tones";
import { hasGrowth } from "@/lib/view/room/result-reach";
import type { RunResults } from "@/lib/core/run/results";
import type { RunState } from "@/lib/core/run/state";
import { DiagnosisPanel } from "./diagnosis-panel";
import { FigureTiles } from "./figure-tiles";
import { ComparisonPanel } from "./comparison-panel";
import { GrowthPanel } from "./growth-panel";
import { JudgedRunProvider } from "./judged-run";
import { LabelsNote } from "./labels-note";
import { OutcomeList } from "./outcome-list";
import { PartialBanner } from "./partial-banner";
import { RecommendationCard } from "./recommendation-card";
import { PatternList, ResultDetails } from "./result-details";
import { PaperSheet, ResultSheet } from "./result-sheet";
import { PageQuestion } from "./page-question";
import { RoomQuestion } from "./room-question";
import { ResultsBar } from "./results-bar";
import { StatementView } from "./statement-view";
import { resultsText as text } from "@/lib/view/text/results";

type ResultsSlideProps = { state: RunState; results: RunResults; mayControl: boolean };

/** In px: Letter sideways, below the bar. */
const PAPER = { width: 978, height: 600 };

const EDGES = {
  good: "border-good",
  bad: "border-bad",
  unsure: "border-hold-line",
  neutral: "border-line-strong",
} as const;

/** The closing page, for the presenter, reviewers and paper: the room's picture first, the evidence below. */
export function ResultsSlide({ state, results, mayControl }: ResultsSlideProps) {
  const { spec, runId } = state;
  const { judgement } = results;
  const [asked, setAsked] = useState<number | null>(null);
  const tiles = selectTiles(judgement);
  const question = { spec, asked, onAsk: setAsked, className: "slide-minor" };
  return (
    <JudgedRunProvider runId={runId} spec={spec} results={results}>
      <main className="slide">
        <div className="slide-sheet">
          <ResultsBar state={state} mayControl={mayControl} />
          {isRunOver(state.status) ? null : <p className="text-hold">{text.stillRunning(formatClock(state.atMs))}</p>}
          <ResultSheet state={state} results={results} asked={asked} className="slide-picture print:hidden" />
          <PaperSheet state={state} results={results} asked={asked} size={PAPER} />
          <p className="paper-only mt-4 text-sm text-muted">{text.paperFoot(runId)}</p>
          {hasGrowth(results) ? (
            mayControl ? (
              <RoomQuestion runId={runId} {...question} />
            ) : (
              <PageQuestion {...question} />
            )
          ) : null}
        </div>
        <section aria-labelledby="details" className="slide-details no-print flex flex-col gap-8">
          <h2 id="details" className="sr-only">
            {text.evidence}
          </h2>
          <p className={`slide-headline border-l-[6px] bg-panel font-semibold ${EDGES[selectHeadlineTone(judgement)]}`}>
            <StatementView statement={judgement.headline} />
          </p>
          <LabelsNote input={spec.input} className="text-hold" />
          <PartialBanner statement={judgement.partial} />
          <div className="slide-body">
            <Centre state={state} results={results} asked={asked} />
            <div className="slide-side flex min-w-0 flex-col">
              <section aria-label={text.scenarios}>
                <OutcomeList outcomes={selectOutcomes(state, results)} unit={spec.unit} />
              </section>
              <RecommendationCard judgement={judgement} />
            </div>
          </div>
          <FigureTiles label={text.verdicts} tiles={tiles.filter(isOnSlide)} />
          <FigureTiles label={text.furtherFigures} tiles={tiles.filter((tile) => !isOnSlide(tile))} />
          {judgement.diagnosis === null ? null : isAboutFailure(state, results) ? (
            judgement.comparison === undefined ? (
              <GrowthPanel results={results} spec={spec} fontPx={14} bodyClassName="h-72" asked={asked} />
            ) : null
          ) : (
            <DiagnosisPanel diagnosis={judgement.diagnosis} />
          )}
          <ResultDetails judgement={judgement} spec={spec} />
        </section>
      </main>
    </JudgedRunProvider>
  );
}

/** The growth; the diagnosis instead where failures leave no growth to show. */
function Centre({ state, results, asked }: { state: RunState; results: RunResults; asked: number | null }) {
  const { diagnosis, patterns } = results.judgement;
  if (diagnosis === null || !isAboutFailure(state, results))
    return (
      <div className="slide-growth flex min-w-0 flex-col">
        {results.judgement.comparison === undefined ? (
          <GrowthPanel results={results} spec={state.spec} fontPx={14} bodyClassName="h-80" asked={asked} />
        ) : (
          <ComparisonPanel results={results} spec={state.spec} />
        )}
      </div>
    );
  const failures = patterns.filter(({ kind }) => kind === "failure").slice(0, MAX_PATTERNS);
  return (
    <div className="slide-growth flex min-w-0 flex-col gap-[1.2em]">
      <DiagnosisPanel diagnosis={diagnosis} />
      <PatternList patterns={failures} />
    </div>
  );
}

const MAX_PATTERNS = 4;

function isAboutFailure(state: RunState, { judgement }: RunResults): boolean {
  return judgement.growth.times.length < 2 || state.scenarios.every(({ status }) => status === "failed");
}
