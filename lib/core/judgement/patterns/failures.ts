import { row } from "../text/statement.ts";
import { FAILURE_KINDS, type FailureKind } from "../../run/failure-kinds.ts";
import { MAX_BATCH_FAILURES } from "../../run/batch-failures.ts";
import { joinNames } from "../../words/names.ts";
import { findFaultBehind } from "../../run/fault-blame.ts";
import { selectFailures } from "../failure/error-signature.ts";
import type { JudgementInput, ScenarioFigures, ScenarioRunFigures } from "../input.ts";
import type { Pattern } from "../../run/judgement.ts";
import { toPattern, formatScales } from "./pattern.ts";

/** Fewer failures than this show no pattern of kind or place. */
const MIN_FAILURES = 3;
/** Share of the failures that makes a kind or a place the usual one; the place being a quarter of the items. */
const MOST = 0.8;
const QUARTER = 0.25;

const KIND_WORDS: { readonly [kind in FailureKind]: string } = {
  timeout: "timeouts",
  exception: "exceptions",
  memory: "memory overruns",
  validation: "invalid data or answers",
};

type RunScenario = ScenarioFigures & { readonly run: ScenarioRunFigures };

export function findFailurePatterns({ scenarios, capped }: JudgementInput): readonly Pattern[] {
  const inRun = scenarios.filter((each): each is RunScenario => each.run !== null);
  return [
    ...findEnded(inRun, capped),
    ...findRetries(inRun),
    ...findRestarts(inRun),
    ...findKind(inRun),
    ...findPlace(inRun),
    ...findFaultButton(inRun),
  ];
}

/** Scenarios that failed, or that the cap cut off. */
function findEnded(scenarios: readonly RunScenario[], capped: boolean): readonly Pattern[] {
  const failed = scenarios.filter(({ run }) => run.status === "failed");
  const cut = capped ? scenarios.filter(({ run }) => run.status === "cancelled") : [];
  const of = scenarios.length;
  const rows = scenarios.map(({ id, itemsDone, items }) => row("finished", id, itemsDone / items, "share"));
  const labels = (some: readonly RunScenario[]): string => joinNames(some.map(({ label }) => label));
  return [
    ...(failed.length === 0
      ? []
      : [
          toPattern({
            id: "scenarios-failed",
            kind: "failure",
            support: failed.length,
            of,
            text: `Failed ${formatScales(failed.length, of)}: ${labels(failed)}.`,
            rows,
          }),
        ]),
    ...(cut.length === 0
      ? []
      : [
          toPattern({
            id: "cut-off-by-cap",
            kind: "failure",
            support: cut.length,
            of,
            text: `The cap stopped ${labels(cut)} before the end.`,
            rows,
          }),
        ]),
  ];
}

/** What retries made of the batches that failed. */
function findRetries(scenarios: readonly RunScenario[]): readonly Pattern[] {
  const ended = scenarios.flatMap(({ id, run }) =>
    run.batchFailures
      .filter(({ outcome }) => outcome === "recovered" || outcome === "lost")
      .map(({ outcome }) => ({ id, outcome })),
  );
  const of = ended.length;
  const recovered = ended.filter(({ outcome }) => outcome === "recovered").length;
  const rows = scenarios.flatMap(({ id }) => {
    const own = ended.filter((each) => each.id === id);
    return own.length === 0
      ? []
      : [
          row("batches that failed", id, own.length, ""),
          row("recovered", id, own.filter(({ outcome }) => outcome === "recovered").length, ""),
        ];
  });
  const whole = wordWhole(of, scenarios);
  const batches = of === 1 ? "batch" : "batches";
  const lost = of - recovered;
  return [
    ...(recovered === 0
      ? []
      : [
          toPattern({
            id: "retries-recovered",
            kind: "success",
            support: recovered,
            of,
            text: `Retries recovered ${recovered} of ${whole} failed ${batches}.`,
            rows,
          }),
        ]),
    ...(lost === 0
      ? []
      : [
          toPattern({
            id: "batches-lost",
            kind: "failure",
            support: lost,
            of,
            text: `${lost} of ${whole} failed ${batches} ${lost === 1 ? "was" : "were"} given up.`,
            rows,
          }),
        ]),
  ];
}

/** Scenarios that were tried again as a whole and then finished. */
function findRestarts(scenarios: readonly RunScenario[]): readonly Pattern[] {
  const again = scenarios.filter(({ run }) => run.attempt > 1);
  const complete = again.filter(({ run }) => run.status === "complete");
  if (complete.length === 0) return [];
  const text = `A new attempt finished ${joinNames(complete.map(({ label }) => label))}, from where it had failed.`;
  const rows = again.map(({ id, run }) => row("attempts", id, run.attempt, ""));
  return [
    toPattern({ id: "restart-finished", kind: "success", support: complete.length, of: again.length, text, rows }),
  ];
}

/** The batches that failed without the fault button. */
function selectOwn(run: ScenarioRunFigures): ScenarioRunFigures["batchFailures"] {
  return run.batchFailures.filter((failure) => findFaultBehind(run, failure) === null);
}

function findKind(scenarios: readonly RunScenario[]): readonly Pattern[] {
  const kinds = scenarios.flatMap(({ id, run }) => selectOwn(run).map(({ kind }) => ({ id, kind })));
  const of = kinds.length;
  if (of < MIN_FAILURES) return [];
  return FAILURE_KINDS.flatMap((kind) => {
    const support = kinds.filter((each) => each.kind === kind).length;
    if (support < MOST * of) return [];
    const rows = scenarios.map(({ id }) =>
      row(KIND_WORDS[kind], id, kinds.filter((each) => each.id === id && each.kind === kind).length, ""),
    );
    const text = `${support} of ${wordWhole(of, scenarios)} failures of batches were ${KIND_WORDS[kind]}.`;
    return [toPattern({ id: "failures-of-one-kind", kind: "failure", support, of, text, rows })];
  });
}

/** "12", or "the last 100" where no more are kept and there may have been more. */
function wordWhole(of: number, scenarios: readonly RunScenario[]): string {
  const isCut = scenarios.some(({ run }) => run.batchFailures.length >= MAX_BATCH_FAILURES);
  return isCut ? `the last ${of}` : String(of);
}

/** A quarter of a scenario's items that holds most of its failures. */
function findPlace(scenarios: readonly RunScenario[]): readonly Pattern[] {
  return scenarios.flatMap((scenario) => {
    const { id, label, items, run } = scenario;
    const starts = selectOwn(run)
      .map(({ fromItem }) => fromItem)
      .toSorted((one, other) => one - other);
    const of = starts.length;
    if (of < MIN_FAILURES) return [];
    const counts = starts.map((from) => ({
      from,
      support: starts.filter((start) => start >= from && start < from + QUARTER * items).length,
    }));
    const [densest] = counts.toSorted((one, other) => other.support - one.support);
    if (densest === undefined || densest.support < MOST * of) return [];
    const { from, support } = densest;
    const to = Math.min(items, Math.ceil(from + QUARTER * items));
    const rows = [row("first item", id, from + 1, ""), row("last item", id, to, "")];
    const text = `Failures cluster in ${label}: ${support} of ${wordWhole(of, [scenario])} lie within items ${from + 1}–${to}.`;
    return [toPattern({ id: "failures-cluster", kind: "failure", support, of, text, rows })];
  });
}

/** Failures that the fault button explains. */
function findFaultButton(scenarios: readonly RunScenario[]): readonly Pattern[] {
  const all = scenarios.flatMap((scenario) => [
    ...selectFailures(scenario).map(({ fault }) => ({ id: scenario.id, fault })),
    ...scenario.run.batchFailures
      .filter(({ outcome }) => outcome === "recovered" || outcome === "retried")
      .map((failure) => ({ id: scenario.id, fault: findFaultBehind(scenario.run, failure) })),
  ]);
  const made = all.filter(({ fault }) => fault !== null);
  if (made.length === 0) return [];
  const rows = scenarios.map(({ id }) =>
    row("made by the fault button", id, made.filter((each) => each.id === id).length, ""),
  );
  const text = `The fault button made ${made.length} of ${wordWhole(all.length, scenarios)} ${all.length === 1 ? "failure" : "failures"}: done on purpose, not the skill's fault.`;
  return [
    toPattern({
      id: "fault-button",
      kind: "failure",
      support: made.length,
      of: all.length,
      text,
      rows,
      tone: "neutral",
    }),
  ];
}
