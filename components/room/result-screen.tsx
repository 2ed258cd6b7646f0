"use client";
import type { ReactNode } from "react";
import type { RunResults } from "@/lib/core/run/results";
import type { RunState } from "@/lib/core/run/state";
import { describeResult } from "@/lib/core/judgement/text/result-sentence";
import { selectResultAdvice, type ResultAdvice } from "@/lib/view/room/result-advice";
import { selectResultFigures } from "@/lib/view/room/result-figures";
import { selectResultPages } from "@/lib/view/room/result-pages";
import { hasGrowth, selectReached } from "@/lib/view/room/result-reach";
import { selectComparison } from "@/lib/view/variants/comparison";
import { ResultChart } from "./result-chart";
import { ResultFigures } from "./result-figures";
import { ResultHead } from "./result-head";
import { ResultPage } from "./result-page";
import { ResultCause, ResultReach } from "./result-reach";
import { ResultAdviceLine, ResultSentence } from "./result-words";
import { RoomDoor } from "./room-door";
import { ComparedPanels } from "./variants/compared-panels";
import type { RoomPictureProps } from "./scene";

type ScreenProps = RoomPictureProps & { state: RunState };

/** The programme's page of the result; a page with nothing to say is not there. */
export function ResultScreen({ scene, door, place, foot, state }: ScreenProps) {
  const { results } = state;
  if (results === null) return null;
  const pages = selectResultPages(results);
  const position = Math.min(Math.max(0, scene.programme.page), pages.length - 1);
  const name = pages[position] ?? "picture";
  const { whatIf, spotlight, caption } = scene.programme;
  const said = spotlight?.note ?? (caption.kind === "written" ? caption.text : null);
  return (
    <div className="room-screen room-result" data-page={name}>
      <ResultHead state={state} title={scene.title} position={position} pages={pages} />
      {name === "picture" ? (
        <ResultFront state={state} results={results} whatIf={whatIf} lit={spotlight?.scenarioId ?? null} said={said}>
          <RoomDoor door={door} place={place} watching={scene.watching} />
        </ResultFront>
      ) : (
        <ResultPage name={name} state={state} results={results} />
      )}
      {foot}
    </div>
  );
}

type FrontProps = {
  state: RunState;
  results: RunResults;
  whatIf: number | null;
  lit: string | null;
  /** the presenter's own words, in the place of the recommendation */
  said: string | null;
  children?: ReactNode;
};

/** One sentence, the growth or the variants, three figures and the recommendation; `children`: the door. */
export function ResultFront({ state, results, whatIf, lit, said, children }: FrontProps) {
  const { spec } = state;
  const isGrowth = hasGrowth(results);
  const panels = selectComparison(results, spec, "room");
  const hasPicture = isGrowth || panels.length > 0;
  const { diagnosis } = results.judgement;
  return (
    <>
      <ResultSentence parts={describeResult(state, results)} />
      <div className="room-result-body">
        {isGrowth ? (
          <ResultChart results={results} spec={spec} whatIf={whatIf} lit={lit} />
        ) : panels.length > 0 ? (
          <ComparedPanels panels={panels} lit={lit} />
        ) : (
          <ResultReach reached={selectReached(state, results)} />
        )}
        <div className="room-result-side">
          {hasPicture || diagnosis === null ? (
            <ResultFigures figures={selectResultFigures(results, spec)} />
          ) : (
            <ResultCause diagnosis={diagnosis} />
          )}
          <div className="room-result-end">
            <ResultAdviceLine advice={said === null ? selectResultAdvice(results, spec) : toAdvice(said)} />
            {children}
          </div>
        </div>
      </div>
    </>
  );
}

function toAdvice(said: string): ResultAdvice {
  return { index: null, before: "", label: "", after: said, note: "" };
}
