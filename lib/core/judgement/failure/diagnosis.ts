import { row, say } from "../text/statement.ts";
import { joinNames } from "../../words/names.ts";
import { findCauses } from "./causes.ts";
import { selectFailures, type StandingFailure } from "./error-signature.ts";
import type { JudgementInput } from "../input.ts";
import type { Diagnosis } from "../../run/judgement.ts";
import { capitalise } from "../../words/format.ts";

const LONGEST_MESSAGE = 200;

/**
 * D8. The same error (kind, and message without numbers, quotes and paths) in every scenario is systematic; in some of
 * them local; different errors are mixed. null when nothing that failed still stands.
 */
export function diagnose({ scenarios }: JudgementInput): Diagnosis | null {
  const failures = scenarios.flatMap(selectFailures);
  const [first] = failures;
  if (first === undefined) return null;
  const failed = new Set(failures.map(({ scenarioId }) => scenarioId));
  const spread = countSpread(failures);
  const [commonest] = [...spread].toSorted(([, one], [, other]) => other.size - one.size);
  const [signature, where] = commonest ?? [first.signature, failed];
  const isEverywhere = scenarios.length > 1 && where.size === scenarios.length;
  const scope = isEverywhere ? "systematic" : spread.size === 1 ? "local" : "mixed";
  const sample = failures.find((failure) => failure.signature === signature) ?? first;
  const causes = findCauses(scenarios, failures);
  const rows = [...spread].flatMap(([signature, ids]) =>
    [...ids].map((id) =>
      row(signature, id, failures.filter((each) => each.scenarioId === id && each.signature === signature).length, ""),
    ),
  );
  const text = `${describeScope(scope, sample, failures, scenarios.length)} ${quote(sample)}`;
  return { scope, statement: say("diagnosis", "bad", text, rows), causes };
}

/** In which scenarios each error stands. */
function countSpread(failures: readonly StandingFailure[]): ReadonlyMap<string, ReadonlySet<string>> {
  const spread = new Map<string, Set<string>>();
  for (const { signature, scenarioId } of failures) {
    spread.set(signature, (spread.get(signature) ?? new Set()).add(scenarioId));
  }
  return spread;
}

function describeScope(
  scope: Diagnosis["scope"],
  { label, fault }: StandingFailure,
  failures: readonly StandingFailure[],
  count: number,
): string {
  const labels = [...new Set(failures.map((failure) => failure.label))];
  const onPurpose = failures.every((failure) => failure.fault !== null) ? ", made by the fault button" : "";
  if (scope === "systematic") return `Systematic: the same error in all ${count} scenarios${onPurpose}.`;
  if (scope === "local") {
    return `Local: the error is in ${joinNames(labels)} alone${onPurpose}.`;
  }
  const where = fault === null ? `in ${label}` : `by the fault button in ${label}`;
  return `Mixed: different errors in ${joinNames(labels)}${labels.length > 1 ? `, the widest ${where}` : ""}.`;
}

function quote({ kind, message }: StandingFailure): string {
  const text = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message.replace(/\.$/, "");
  return text === "" ? `It is of the kind ${kind}.` : `${capitalise(kind)}: “${text}”.`;
}
