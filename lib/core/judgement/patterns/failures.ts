import { row } from "../text/statement.ts";
import { FAILURE_PLURALS, failurePatterns } from "../text/failure.ts";
import { FAILURE_KINDS } from "../../run/failure-kinds.ts";
import { MAX_BATCH_FAILURES } from "../../run/batch-failures.ts";
import { findFaultBehind } from "../../run/fault-blame.ts";
import { selectFailures } from "../failure/error-signature.ts";
import { computeFinishedShare, hasFailed, selectInRun, type RunScenario } from "../figures.ts";
import type { JudgementInput, ScenarioRunFigures } from "../input.ts";
import type { Pattern } from "../../run/judgement.ts";
import { toPattern } from "./pattern.ts";

/** Minimum of failures for a pattern of kind or place. */
const MIN_FAILURES = 3;
/** Share of the failures that must be of one kind, or lie within a quarter of the items. */
const MOST = 0.8;
const QUARTER = 0.25;

export function findFailurePatterns({ scenarios, capped }: JudgementInput): readonly Pattern[] {
  const inRun = selectInRun(scenarios);
  return [
    ...findEnded(inRun, capped),
    ...findRetries(inRun),
    ...findRestarts(inRun),
    ...findKind(inRun),
    ...findPlace(inRun),
    ...findFaultButton(inRun),
  ];
}

/** Scenarios that failed, other than by an injected fault, or that the spending cap stopped. */
function findEnded(scenarios: readonly RunScenario[], capped: boolean): readonly Pattern[] {
  const failed = scenarios.filter(hasFailed);
  const cut = capped ? scenarios.filter(({ run }) => run.status === "cancelled") : [];
  const of = scenarios.length;
  const rows = scenarios.map((scenario) => row("finished", scenario.id, computeFinishedShare(scenario), "share"));
  const labels = (some: readonly RunScenario[]): readonly string[] => some.map(({ label }) => label);
  return [
    ...(failed.length === 0
      ? []
      : [
          toPattern({
            id: "scenarios-failed",
            kind: "failure",
            support: failed.length,
            of,
            text: failurePatterns.scenariosFailed(labels(failed), of),
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
            text: failurePatterns.stoppedByCap(labels(cut)),
            rows,
          }),
        ]),
  ];
}

/** Failed batches that retries recovered, and those that they did not; those that a fault made fail are listed separately. */
function findRetries(scenarios: readonly RunScenario[]): readonly Pattern[] {
  const ended = scenarios.flatMap(({ id, run }) =>
    selectOwn(run)
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
  const whole = formatWhole(of, scenarios);
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
            text: failurePatterns.recovered(recovered, of, whole),
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
            text: failurePatterns.lost(lost, of, whole),
            rows,
          }),
        ]),
  ];
}

/** Scenarios that a new attempt completed. */
function findRestarts(scenarios: readonly RunScenario[]): readonly Pattern[] {
  const again = scenarios.filter(({ run }) => run.attempt > 1);
  const complete = again.filter(({ run }) => run.status === "complete");
  if (complete.length === 0) return [];
  const text = failurePatterns.retried(complete.map(({ label }) => label));
  const rows = again.map(({ id, run }) => row("attempts", id, run.attempt, ""));
  return [
    toPattern({ id: "restart-finished", kind: "success", support: complete.length, of: again.length, text, rows }),
  ];
}

/** The batch failures that no injected fault explains. */
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
      row(FAILURE_PLURALS[kind], id, kinds.filter((each) => each.id === id && each.kind === kind).length, ""),
    );
    const text = failurePatterns.ofOneKind(support, formatWhole(of, scenarios), kind);
    return [toPattern({ id: "failures-of-one-kind", kind: "failure", support, of, text, rows })];
  });
}

/** "12", or "the last 100" where a scenario reached the number of failures that it keeps. */
function formatWhole(of: number, scenarios: readonly RunScenario[]): string {
  const isCut = scenarios.some(({ run }) => run.batchFailures.length >= MAX_BATCH_FAILURES);
  return failurePatterns.whole(of, isCut);
}

/** A quarter of a scenario's items that contains most of its failures. */
function findPlace(scenarios: readonly RunScenario[]): readonly Pattern[] {
  return scenarios.flatMap((scenario) => {
    const { id, label, items, run } = scenario;
    const failures = selectOwn(run).toSorted((one, other) => one.fromItem - other.fromItem);
    const of = failures.length;
    if (of < MIN_FAILURES) return [];
    // a retry over scattered items may fail in batches that span far more than their number
    const counts = failures.map(({ fromItem: from }) => ({
      from,
      support: failures.filter(({ fromItem, toItem }) => fromItem >= from && toItem <= from + QUARTER * items).length,
    }));
    const [densest] = counts.toSorted((one, other) => other.support - one.support);
    if (densest === undefined || densest.support < MOST * of) return [];
    const { from, support } = densest;
    const to = Math.min(items, Math.ceil(from + QUARTER * items));
    const rows = [row("first item", id, from + 1, ""), row("last item", id, to, "")];
    const text = failurePatterns.cluster(label, support, formatWhole(of, [scenario]), from + 1, to);
    return [toPattern({ id: "failures-cluster", kind: "failure", support, of, text, rows })];
  });
}

/** Failures that injected faults explain. */
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
    row("caused by the fault button", id, made.filter((each) => each.id === id).length, ""),
  );
  const text = failurePatterns.faultButton(made.length, all.length, formatWhole(all.length, scenarios));
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
