"use client";
import { isRunOver } from "@/lib/core/run/run-status";
import { ChevronDown } from "lucide-react";
import { formatClock } from "@/lib/view/format/format";
import { isOnSlide, selectOutcomes, selectTiles } from "@/lib/view/results/results";
import { selectHeadlineTone } from "@/lib/view/results/tones";
import { useMediaQuery } from "@/lib/client/hooks/use-media-query";
import type { RunResults } from "@/lib/core/run/results";
import type { RunState } from "@/lib/core/run/state";
import { DiagnosisPanel } from "./diagnosis-panel";
import { FigureTiles } from "./figure-tiles";
import { GrowthPanel } from "./growth-panel";
import { JudgedRunProvider } from "./judged-run";
import { LabelsNote } from "./labels-note";
import { OutcomeList } from "./outcome-list";
import { PartialBanner } from "./partial-banner";
import { RecommendationCard } from "./recommendation-card";
import { PatternList, ResultDetails } from "./result-details";
import { ResultsBar } from "./results-bar";
import { StatementView } from "./statement-view";
import { resultsText as text } from "@/lib/view/text/results";

type ResultsSlideProps = { state: RunState; results: RunResults; mayControl: boolean };

const EDGES = {
  good: "border-good",
  bad: "border-bad",
  unsure: "border-hold-line",
  neutral: "border-line-strong",
} as const;

/** The results slide: the results on one screen, the evidence below. */
export function ResultsSlide({ state, results, mayControl }: ResultsSlideProps) {
  const { spec } = state;
  const { judgement } = results;
  const dense = spec.scenarios.length > 4;
  const tiles = selectTiles(judgement);
  return (
    <JudgedRunProvider runId={state.runId} spec={spec} results={results}>
      <main className={`slide ${dense ? "slide-dense" : ""}`}>
        <div className="slide-sheet">
          <ResultsBar state={state} mayControl={mayControl} />
          <p className={`slide-headline border-l-[6px] bg-panel font-semibold ${EDGES[selectHeadlineTone(judgement)]}`}>
            <StatementView statement={judgement.headline} />
          </p>
          {isRunOver(state.status) ? null : <p className="text-hold">{text.stillRunning(formatClock(state.atMs))}</p>}
          <LabelsNote input={spec.input} className="slide-minor text-hold" />
          <PartialBanner statement={judgement.partial} className="slide-minor" />
          <div className="slide-body">
            <Centre state={state} results={results} />
            <div className="slide-side flex min-w-0 flex-col">
              <section aria-label={text.scenarios} className="min-h-0 flex-1">
                <OutcomeList outcomes={selectOutcomes(state, results)} unit={spec.unit} />
              </section>
              <RecommendationCard judgement={judgement} className="slide-minor" />
            </div>
          </div>
          <FigureTiles label={text.verdicts} tiles={tiles.filter(isOnSlide)} className="slide-minor" />
          <p
            className="slide-hint no-print flex items-center justify-center gap-2 text-sm text-muted"
            aria-hidden="true"
          >
            <ChevronDown className="size-4" /> {text.evidenceBelow}
          </p>
        </div>
        <section aria-labelledby="details" className="slide-details flex flex-col gap-8">
          <h2 id="details" className="sr-only">
            {text.evidence}
          </h2>
          {judgement.diagnosis === null ? null : isAboutFailure(state, results) ? (
            <GrowthPanel results={results} spec={spec} fontPx={14} bodyClassName="h-72" />
          ) : (
            <DiagnosisPanel diagnosis={judgement.diagnosis} />
          )}
          <FigureTiles label={text.furtherFigures} tiles={tiles.filter((tile) => !isOnSlide(tile))} />
          <ResultDetails judgement={judgement} spec={spec} />
        </section>
      </main>
    </JudgedRunProvider>
  );
}

/** The growth; the diagnosis instead where failures leave no growth to show. */
function Centre({ state, results }: { state: RunState; results: RunResults }) {
  const { diagnosis, patterns } = results.judgement;
  if (diagnosis === null || !isAboutFailure(state, results))
    return (
      <div className="slide-growth flex min-w-0 flex-col">
        <SlideGrowth state={state} results={results} />
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

function SlideGrowth({ state, results }: { state: RunState; results: RunResults }) {
  const projector = useMediaQuery("(min-width: 1024px)");
  const hall = useMediaQuery("(min-width: 1800px)");
  return (
    <GrowthPanel
      results={results}
      spec={state.spec}
      fontPx={hall ? 26 : projector ? 20 : 13}
      className="min-h-0 flex-1"
      bodyClassName="h-72 md:h-auto md:min-h-36 md:flex-1"
    />
  );
}

function isAboutFailure(state: RunState, { judgement }: RunResults): boolean {
  return judgement.growth.times.length < 2 || state.scenarios.every(({ status }) => status === "failed");
}
