import type { FaultKind } from "../../run/faults.ts";
import type { FailureKind } from "../../run/failure-kinds.ts";
import { capitalise } from "../../words/format.ts";
import { joinNames, FAULT_LABELS } from "../../words/names.ts";
import { pluralize } from "../../words/plural.ts";
import { formatScales } from "./scales.ts";

const LONGEST_MESSAGE = 200;

/** Where the same error occurred. */
export const diagnosisText = {
  systematic: (scenarios: number, byFaults: boolean) =>
    `Systematic: the same error in all ${scenarios} scenarios${byFaults ? BY_FAULTS : ""}.`,
  local: (labels: readonly string[], byFaults: boolean) =>
    `Local: the error occurs only in ${joinNames(labels)}${byFaults ? BY_FAULTS : ""}.`,
  mixed: (labels: readonly string[], widest: string, isFault: boolean) =>
    `Mixed: different errors in ${joinNames(labels)}${labels.length > 1 ? `, the most widespread one ${isFault ? "caused by the fault button " : ""}in ${widest}` : ""}.`,
  quote: (kind: FailureKind, message: string) => {
    const text =
      message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message.replace(/\.$/, "");
    return text === "" ? `Its kind is ${kind}.` : `${capitalise(kind)}: “${text}”.`;
  },
} as const;

const BY_FAULTS = ", caused by the fault button";

/** Likely causes; `labels` names the scenarios in which the failures occurred. */
export const causeText = {
  fault: (labels: string, faults: readonly FaultKind[]) =>
    `Caused by the fault button (${labels}: ${joinNames(faults.map((fault) => FAULT_LABELS[fault]))}), injected on purpose: not the skill's fault.`,
  memory: (labels: string) => `Memory limit: ${labels} needed more memory than allowed.`,
  time: (labels: string) => `Timeout: ${labels} exceeded the time budget, the stall limit or an item's time limit.`,
  invalidData: (labels: string) => `Data: some inputs or outputs of ${labels} are not in the expected format.`,
  rateLimit: (labels: string) => `Rate limit: a service that ${labels} called rejected requests as too many.`,
  permission: (labels: string) => `Permission or key: access was denied in ${labels}.`,
  network: (labels: string) => `Network or service unavailable: a service that ${labels} called did not answer.`,
  missing: (labels: string) => `Missing program or file: something that ${labels} needs is not installed.`,
  malformed: (labels: string) => `Data: some inputs of ${labels} are not in the expected format.`,
  rejected: (labels: string) => `Rejected requests: a service that ${labels} called refused what was sent.`,
  serverError: (labels: string) => `Service error: a service that ${labels} called failed to answer.`,
  exit: (labels: string) => `Exit: the program ended early in ${labels}; its last output says why.`,
  bug: (labels: string) => `Error in the skill: ${labels} reported it, with no external cause found.`,
  load: (largestSound: string, failed: readonly string[]) =>
    `Load: only sizes above ${largestSound} failed (${joinNames(failed)}).`,
} as const;

export const FAILURE_PLURALS: { readonly [kind in FailureKind]: string } = {
  timeout: "timeouts",
  exception: "exceptions",
  memory: "memory limits exceeded",
  validation: "invalid inputs or outputs",
};

/** Patterns of failures; `whole` is "12", or "the last 100" where older ones were dropped. */
export const failurePatterns = {
  scenariosFailed: (labels: readonly string[], of: number) =>
    `Failed ${formatScales(labels.length, of)}: ${joinNames(labels)}.`,
  stoppedByCap: (labels: readonly string[]) => `The spending limit stopped ${joinNames(labels)} early.`,
  recovered: (recovered: number, of: number, whole: string) =>
    `Retries recovered ${recovered} of ${whole} failed ${pluralize(of, BATCHES)}.`,
  lost: (lost: number, of: number, whole: string) =>
    `${lost} of ${whole} failed ${pluralize(of, BATCHES)} did not recover.`,
  retried: (labels: readonly string[]) => `A new attempt completed ${joinNames(labels)}, continuing after the failure.`,
  ofOneKind: (support: number, whole: string, kind: FailureKind) =>
    `${support} of ${whole} batch failures were ${FAILURE_PLURALS[kind]}.`,
  cluster: (label: string, support: number, whole: string, fromItem: number, toItem: number) =>
    `Failures cluster in ${label}: ${support} of ${whole} lie within items ${fromItem}–${toItem}.`,
  faultButton: (made: number, of: number, whole: string) =>
    `The fault button caused ${made} of ${whole} ${pluralize(of, { one: "failure", many: "failures" })}: injected on purpose, not the skill's fault.`,
  whole: (of: number, isCut: boolean) => (isCut ? `the last ${of}` : String(of)),
} as const;

const BATCHES = { one: "batch", many: "batches" };
