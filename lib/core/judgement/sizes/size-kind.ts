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
  // "virtual user", "client thread": the last word is what is counted, unless the first says that it is load
  const words = unit.one.toLowerCase().split(/[\s_-]+/);
  const noun = words.at(-1) ?? "";
  if (words.some((word) => LOAD.has(word)) || /^(?:virtual|concurrent|parallel) user/.test(words.join(" ")))
    return "load";
  const isFew = scenarios.every(({ items }) => items <= MOST_WORKERS);
  if (WORKERS.has(noun) && (isFew || isFalling)) return "workers";
  return MAYBE_WORKERS.has(noun) && isFalling ? "workers" : "work";
}
