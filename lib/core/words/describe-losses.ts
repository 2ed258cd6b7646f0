import type { FailureKind } from "../run/failure-kinds.ts";
import type { RunState } from "../run/state.ts";
import { labelScenario, withVerb } from "./names.ts";

/** A failure behind the names of those who failed, in words for everybody: they hold nothing of its message. */
export const FAILURE_PHRASES: { readonly [kind in FailureKind]: { readonly one: string; readonly many: string } } = {
  exception: { one: "has failed", many: "have failed" },
  timeout: { one: "took too long", many: "took too long" },
  memory: { one: "ran out of memory", many: "ran out of memory" },
  validation: { one: "failed on invalid data", many: "failed on invalid data" },
};

/** "complex has failed", "medium was cancelled". */
export function describeLosses({ scenarios, spec }: Pick<RunState, "scenarios" | "spec">): string[] {
  const losers = scenarios.flatMap(({ id, failure }) =>
    failure === null ? [] : [{ name: labelScenario(spec, id), phrase: FAILURE_PHRASES[failure.kind] }],
  );
  const failed = [...Map.groupBy(losers, ({ phrase }) => phrase)].map(([{ one, many }, alike]) =>
    withVerb(
      alike.map(({ name }) => name),
      one,
      many,
    ),
  );
  const cancelled = scenarios.filter(({ status }) => status === "cancelled").map(({ id }) => labelScenario(spec, id));
  return cancelled.length === 0 ? failed : [...failed, withVerb(cancelled, "was cancelled", "were cancelled")];
}
