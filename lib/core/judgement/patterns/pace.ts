import { row } from "../text/statement.ts";
import { sum } from "simple-statistics";
import { pacePatterns } from "../text/resources.ts";
import type { JudgementInput, ScenarioFigures } from "../input.ts";
import type { Growth, Pattern } from "../../run/judgement.ts";
import { selectSubstantial } from "../evidence.ts";
import { selectComparable } from "../figures.ts";
import { toPattern } from "./pattern.ts";
import { findUsualTime, medianDeviation, toStretches, type Stretch } from "../growth/stretches.ts";
import { computeFurtherPerItemMs, type FixedCost } from "../sizes/further-time.ts";

const MIN_STRETCHES = 6;
/** Time per item of the last third over that of the first from which the pace counts as changed. */
const SLOWER = 1.25;
/** Ratio of the times per item of two batch sizes below which the larger is cheaper. */
const CHEAPER = 0.95;

export function findPacePatterns({ scenarios }: JudgementInput, growth: Growth): readonly Pattern[] {
  const timed = selectSubstantial(scenarios, "time", growth);
  return [
    ...findDrift(timed),
    ...findBatchSize(timed, growth.fixedCost),
    ...findWarmUps(growth, selectComparable(scenarios).length),
  ];
}

type Drift = { readonly scenario: ScenarioFigures; readonly ratio: number; readonly isClear: boolean };

/** Time per item in the last third of a scenario's stretches over the first third, warm-up excluded; only scenarios without injected faults. */
function findDrift(scenarios: readonly ScenarioFigures[]): readonly Pattern[] {
  const drifts = scenarios.filter(({ run }) => !run?.faults.length).flatMap((scenario) => toDrift(scenario) ?? []);
  const of = drifts.length;
  if (of === 0) return [];
  const slower = drifts.filter(({ ratio, isClear }) => isClear && ratio >= SLOWER);
  const rows = drifts.map(({ scenario, ratio }) =>
    row("last third over first third, per item", scenario.id, ratio, "ratio"),
  );
  if (slower.length > 0) {
    const text = pacePatterns.slower(
      slower.map(({ scenario, ratio }) => ({ label: scenario.label, ratio })),
      of,
    );
    return [toPattern({ id: "slower-towards-the-end", kind: "failure", support: slower.length, of, text, rows })];
  }
  const steady = drifts.filter(({ ratio }) => ratio < SLOWER && ratio > 1 / SLOWER);
  if (steady.length < of) return [];
  const text = pacePatterns.steady(of);
  return [toPattern({ id: "steady-pace", kind: "success", support: of, of, text, rows })];
}

function toDrift(scenario: ScenarioFigures): Drift | null {
  const { usual } = findUsualTime(toStretches(scenario));
  if (usual.length < MIN_STRETCHES) return null;
  const third = Math.floor(usual.length / 3);
  const [first, last] = [usual.slice(0, third), usual.slice(-third)];
  const ratio = rateOf(last) / rateOf(first);
  if (!Number.isFinite(ratio) || !(ratio > 0)) return null;
  const scatter = Math.hypot(...[first, last].map((part) => medianDeviation(part.map(({ perItemMs }) => perItemMs))));
  return { scenario, ratio, isClear: rateOf(last) - rateOf(first) > (2 * scatter) / Math.sqrt(third) };
}

function rateOf(stretches: readonly Stretch[]): number {
  return sum(stretches.map(({ ms }) => ms)) / sum(stretches.map(({ fromItem, toItem }) => toItem - fromItem));
}

/** Whether every larger batch size made an item cheaper; scenarios with the same batch size count as one. */
function findBatchSize(scenarios: readonly ScenarioFigures[], fixedCost: FixedCost): readonly Pattern[] {
  const sized = scenarios
    .flatMap((each) => {
      const perItemMs = computeFurtherPerItemMs(each, fixedCost);
      return each.run === null || perItemMs === null ? [] : [{ each, batchSize: each.run.batchSize, perItemMs }];
    })
    .toSorted((one, other) => one.batchSize - other.batchSize);
  const groups = [...Map.groupBy(sized, ({ batchSize }) => batchSize)].map(([batchSize, group]) => ({
    batchSize,
    perItemMs: sum(group.map(({ perItemMs }) => perItemMs)) / group.length,
    fewestItems: Math.min(...group.map(({ each }) => each.items)),
    mostItems: Math.max(...group.map(({ each }) => each.items)),
  }));
  const steps = groups.slice(1).map((larger, i) => ({ larger, smaller: groups[i] ?? larger }));
  const cheaper = steps.filter(({ larger, smaller }) => larger.perItemMs < CHEAPER * smaller.perItemMs).length;
  const [smallest, largest] = [groups[0], groups.at(-1)];
  if (steps.length === 0 || cheaper < steps.length || smallest === undefined || largest === undefined) return [];
  const saved = largest.perItemMs / smallest.perItemMs;
  const alsoLarger = steps.every(({ larger, smaller }) => larger.fewestItems > smaller.mostItems);
  return [
    toPattern({
      id: "larger-batches-cheaper",
      kind: "success",
      support: cheaper,
      of: steps.length,
      text: pacePatterns.largerBatches(largest.batchSize, smallest.batchSize, saved, alsoLarger),
      tone: alsoLarger ? "unsure" : "good",
      rows: sized.flatMap(({ each, batchSize, perItemMs }) => [
        row("batch size", each.id, batchSize, "items"),
        row("work per item", each.id, perItemMs, "ms"),
      ]),
    }),
  ];
}

function findWarmUps({ warmUps }: Growth, of: number): readonly Pattern[] {
  if (warmUps.length === 0) return [];
  const support = warmUps.length;
  const factors = warmUps.map(({ perItemMs, usualPerItemMs }) => perItemMs / usualPerItemMs);
  return [
    toPattern({
      id: "slow-start",
      kind: "failure",
      support,
      of,
      text: pacePatterns.slowStart(support, of, Math.max(...factors)),
      rows: warmUps.flatMap(({ scenarioId, perItemMs, usualPerItemMs }) => [
        row("first items, per item", scenarioId, perItemMs, "ms"),
        row("usual, per item", scenarioId, usualPerItemMs, "ms"),
      ]),
      tone: "neutral",
    }),
  ];
}
