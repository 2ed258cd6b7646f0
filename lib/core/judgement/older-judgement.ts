import type { RunEvent } from "../run/events.ts";
import type { Growth, Judgement } from "../run/judgement.ts";
import type { RunState } from "../run/state.ts";
import { computeResults } from "./compute-results.ts";

/** What the log holds was checked by the version that stored it, not by this one. */
type StoredResults = { readonly judgement: { readonly growth: object } | null };

/** Versions before growth had a kind stored it with fewer findings, some of them wrong. */
function isOlder({ judgement }: StoredResults): boolean {
  return judgement !== null && !("kind" in judgement.growth);
}

/** The state with its results judged anew if an older version stored them. */
export function renewResults(state: RunState): RunState {
  const { results } = state;
  return results === null || !isOlder(results) ? state : { ...state, results: computeResults(state) };
}

/** A fact of an older version with every field of today: alone it cannot be judged anew. */
export function completeResults(event: RunEvent): RunEvent {
  if (event.type !== "run.finished" || !isOlder(event.results)) return event;
  const { judgement } = event.results;
  return { ...event, results: { ...event.results, judgement: completeJudgement(judgement) } };
}

function completeJudgement(judgement: Judgement): Judgement {
  const { growth } = judgement;
  const missing: Omit<Growth, keyof OlderGrowth> = {
    kind: growth.knee !== null ? "knee" : growth.growthClass !== null ? "class" : "unclear",
    power: null,
    holds: null,
    falling: null,
    exponential: null,
    fixedCost: null,
    clockStepMs: null,
    excluded: [],
    advice: null,
  };
  return { ...judgement, growth: { ...missing, ...growth } };
}

type OlderGrowth = Pick<
  Growth,
  "growthClass" | "fits" | "noise" | "times" | "exponents" | "knee" | "warmUps" | "outliers" | "warnings" | "statement"
>;
