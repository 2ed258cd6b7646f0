import { createStatement, row } from "../text/statement.ts";
import { diagnosisText } from "../text/failure.ts";
import { findCauses } from "./causes.ts";
import { selectFailures, type LastingFailure } from "./error-signature.ts";
import type { JudgementInput } from "../input.ts";
import type { Diagnosis } from "../../run/judgement.ts";

/**
 * D8. The same error (kind, and message without numbers, quotes and paths) in every scenario is systematic, in some of them
 * local; different errors are mixed. Failures that an injected fault made are diagnosed only where there are no others, and
 * never as a finding. Null without a lasting failure.
 */
export function diagnose({ scenarios }: JudgementInput): Diagnosis | null {
  const all = scenarios.flatMap(selectFailures);
  const own = all.filter(({ fault }) => fault === null);
  const failures = own.length > 0 ? own : all;
  const [first] = failures;
  if (first === undefined) return null;
  const failed = new Set(failures.map(({ scenarioId }) => scenarioId));
  const spread = countSpread(failures);
  const [commonest] = [...spread].toSorted(([, one], [, other]) => other.size - one.size);
  const [signature, where] = commonest ?? [first.signature, failed];
  const isEverywhere = scenarios.length > 1 && where.size === scenarios.length;
  const scope = isEverywhere ? "systematic" : spread.size === 1 ? "local" : "mixed";
  const sample = failures.find((failure) => failure.signature === signature) ?? first;
  const causes = findCauses(scenarios, all);
  const rows = [...spread].flatMap(([signature, ids]) =>
    [...ids].map((id) =>
      row(signature, id, failures.filter((each) => each.scenarioId === id && each.signature === signature).length, ""),
    ),
  );
  const quote = diagnosisText.quote(sample.kind, sample.message);
  const text = `${describeScope(scope, sample, failures, scenarios.length)} ${quote}`;
  return { scope, statement: createStatement("diagnosis", own.length > 0 ? "bad" : "neutral", text, rows), causes };
}

/** The ids of the scenarios in which each error occurred, by signature. */
function countSpread(failures: readonly LastingFailure[]): ReadonlyMap<string, ReadonlySet<string>> {
  const spread = new Map<string, Set<string>>();
  for (const { signature, scenarioId } of failures) {
    spread.set(signature, (spread.get(signature) ?? new Set()).add(scenarioId));
  }
  return spread;
}

function describeScope(
  scope: Diagnosis["scope"],
  { label, fault }: LastingFailure,
  failures: readonly LastingFailure[],
  count: number,
): string {
  const labels = [...new Set(failures.map((failure) => failure.label))];
  const byFaults = failures.every((failure) => failure.fault !== null);
  if (scope === "systematic") return diagnosisText.systematic(count, byFaults);
  return scope === "local" ? diagnosisText.local(labels, byFaults) : diagnosisText.mixed(labels, label, fault !== null);
}
