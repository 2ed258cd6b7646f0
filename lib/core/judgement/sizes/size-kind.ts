import type { Noun } from "../../words/plural.ts";
import type { JudgementInput } from "../input.ts";

/** What a size counts: work to do, workers that share the work, or load: how many ask at once. */
export type SizeKind = "work" | "workers" | "load";

const WORKERS = new Set(
  "worker thread core cpu vcpu hyperthread processor gpu goroutine fiber replica shard machine executor pod lane".split(
    " ",
  ),
);
/** Workers where time falls as their number grows; otherwise they may be the work itself. */
const MAYBE_WORKERS = new Set("process node job instance task server partition slot".split(" "));
const LOAD = new Set("client vu connection conn socket rps qps".split(" "));
/** More at once are no longer workers of one machine or cluster, but what is to be handled. */
const MOST_WORKERS = 4_096;

type Sizes = Pick<JudgementInput, "unit" | "scenarios">;

/** By the name of the unit. A run's sizes are always work: its items. */
export function selectSizeKind({ unit, scenarios }: Sizes, isFalling: boolean): SizeKind {
  if (scenarios.some(({ run }) => run !== null)) return "work";
  if (countsLoad(unit)) return "load";
  const isFew = scenarios.every(({ items }) => items <= MOST_WORKERS);
  return (isFew || isFalling) && countsWorkers(unit, isFalling) ? "workers" : "work";
}

/** "client", "virtual user", "client thread": one word that says load is enough. */
function countsLoad({ one }: Noun): boolean {
  const name = one.toLowerCase();
  return name.split(SPACES).some((word) => LOAD.has(word)) || /^(?:virtual|concurrent|parallel) user/.test(name);
}

/** "thread", "worker thread": the last word is what is counted. */
export function countsWorkers(unit: Noun, isFalling: boolean): boolean {
  const noun = unit.one.toLowerCase().split(SPACES).at(-1) ?? "";
  return !countsLoad(unit) && (WORKERS.has(noun) || (isFalling && MAYBE_WORKERS.has(noun)));
}

const SPACES = /[\s_-]+/;
