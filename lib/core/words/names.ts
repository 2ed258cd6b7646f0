import type { FailureKind } from "../run/failure-kinds.ts";
import type { FaultKind } from "../run/faults.ts";

/** What a failure was, behind "has failed:". Whose fault it was is not in its kind: its message and the fault button tell. */
export const FAILURE_LABELS: { readonly [kind in FailureKind]: string } = {
  timeout: "out of time",
  exception: "an error",
  memory: "out of memory",
  validation: "invalid data",
};

/** What the fault button does to a scenario, behind "is" or its name. */
export const FAULT_LABELS: { readonly [fault in FaultKind]: string } = {
  slow: "slowed down",
  fail: "made to fail",
  hang: "made to hang",
  kill: "made to lose its workers",
  memory: "made to overrun its memory",
};

/** "simple", "simple and medium", "simple, medium and complex". */
export function joinNames(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** "50 %": as everywhere in the house, with a space. */
export function formatPercent(percent: number): string {
  return `${percent} %`;
}

/** "simple waits", "simple and medium wait": the verb in the number of the names. */
export function withVerb(names: readonly string[], one: string, many: string): string {
  return `${joinNames(names)} ${names.length === 1 ? one : many}`;
}

/** What people call a scenario; its id should the run not know it. */
export function labelScenario(
  spec: { readonly scenarios: readonly { readonly id: string; readonly label: string }[] },
  scenarioId: string,
): string {
  return spec.scenarios.find(({ id }) => id === scenarioId)?.label ?? scenarioId;
}

/** "4.20 EUR"; of less than one the two figures that count, however small: "0.0021 EUR". */
export function formatMoney(amount: number, currency: string): string {
  return `${amount >= 1 ? amount.toFixed(2) : Number(amount.toPrecision(2))} ${currency}`;
}

/** "120 of 800 mails". */
export function countOf(done: number, all: number, unit: { readonly one: string; readonly many: string }): string {
  return `${done} of ${all} ${all === 1 ? unit.one : unit.many}`;
}
