import type { ReactNode } from "react";
import { HeadlineBanner } from "../parts/headline-banner";
import { JudgedRunProvider } from "../results/judged-run";
import { AskedProvider } from "./asked";
import { CourseFolds } from "./course-folds";
import { FoldTools } from "./fold-tools";
import { ExportsFold, NotesFold } from "./notes-and-exports";
import { ResultFolds } from "./result-folds";
import { ReviewFront } from "./review-front";
import { ReviewHead } from "./review-head";
import { TroubleFold } from "./trouble-list";
import { selectFoldHints } from "@/lib/view/results/fold-hints";
import { selectRunResults } from "@/lib/view/results/results";
import { isRunOver } from "@/lib/core/run/run-status";
import type { RunEvent } from "@/lib/core/run/events";
import { selectHeadline } from "@/lib/core/words/headline";
import type { QueueWait } from "@/lib/core/run/queue-wait";
import type { RunState } from "@/lib/core/run/state";

type RunReviewProps = {
  state: RunState;
  /** why the run has not started; missing or null when it is not queued */
  wait?: QueueWait | null;
  facts: readonly RunEvent[];
  truncated: boolean;
  /** what the reader may do with the run */
  actions?: ReactNode;
  /** how far the run has been sent to other tools */
  telemetry?: ReactNode;
};

/** One run in full: its result first, then sections that fold, each thing once. */
export function RunReview({ state, wait = null, facts, truncated, actions = null, telemetry = null }: RunReviewProps) {
  const { spec, runId } = state;
  const results = selectRunResults(state);
  const hints = selectFoldHints(state, results);
  return (
    <JudgedRunProvider runId={runId} spec={spec} results={results}>
      <AskedProvider>
        <main className="review mx-auto flex max-w-6xl flex-col gap-4 px-5 pt-6 pb-10">
          <ReviewHead state={state} actions={actions} />
          {isRunOver(state.status) ? (
            <ReviewFront state={state} results={results} tools={<FoldTools />} />
          ) : (
            <>
              <HeadlineBanner headline={selectHeadline(state, state.atMs, wait)} className="px-4 py-3 text-lg" />
              <FoldTools />
            </>
          )}
          <div className="flex flex-col">
            <TroubleFold state={state} />
            <ResultFolds state={state} results={results} hints={hints} />
            <CourseFolds state={state} results={results} hints={hints} facts={facts} truncated={truncated} />
            <NotesFold state={state} />
            {telemetry}
            <ExportsFold runId={runId} />
          </div>
        </main>
      </AskedProvider>
    </JudgedRunProvider>
  );
}
