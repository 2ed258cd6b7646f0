import type { FailureKind } from "../run/failure-kinds.ts";
import type { FaultKind } from "../run/faults.ts";
import { pluralize } from "./plural.ts";

/** A failure kind after "has failed:". It does not say who caused the failure: see the message and the fault button. */
export const FAILURE_LABELS: { readonly [kind in FailureKind]: string } = {
  timeout: "out of time",
  exception: "an error",
  memory: "out of memory",
  validation: "invalid data",
};

/** The effect of a fault on a scenario, to follow "is" or the scenario's name. */
export const FAULT_LABELS: { readonly [fault in FaultKind]: string } = {
  slow: "slowed down",
  fail: "made to fail",
  hang: "made to hang",
  kill: "made to lose its workers",
  memory: "made to exceed its memory limit",
};

/** "simple", "simple and medium", "simple, medium and complex". */
export function joinNames(names: readonly string[]): string {
  return join(names, "and");
}

/** "simple", "simple or medium", "simple, medium or complex". */
export function joinChoices(names: readonly string[]): string {
  return join(names, "or");
}

function join(names: readonly string[], word: string): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${word} ${last}`;
}

/** "50 %": with a space everywhere; where lines break, `keepUnits` makes it unbreakable. */
export function formatPercent(percent: number | string): string {
  return `${percent} %`;
}

/** "simple waits", "simple and medium wait": the verb agrees with the number of names. */
export function withVerb(names: readonly string[], one: string, many: string): string {
  return `${joinNames(names)} ${pluralize(names.length, { one, many })}`;
}

/** The label of a scenario; its id if the spec has no such scenario. */
export function labelScenario(
  spec: { readonly scenarios: readonly { readonly id: string; readonly label: string }[] },
  scenarioId: string,
): string {
  return spec.scenarios.find(({ id }) => id === scenarioId)?.label ?? scenarioId;
}

/** "4.20 EUR"; below 1 with two significant digits: "0.0021 EUR". */
export function formatMoney(amount: number, currency: string): string {
  return `${amount >= 1 ? amount.toFixed(2) : Number(amount.toPrecision(2))} ${currency}`;
}
