import { row } from "../text/statement.ts";
import { joinNames } from "../../words/names.ts";
import { sum } from "../growth/fit.ts";
import { medianDeviation } from "../../kit/median.ts";
import type { JudgementInput, ScenarioFigures } from "../input.ts";
import type { Growth, Pattern } from "../../run/judgement.ts";
import { selectStarted } from "../figures.ts";
import { toPattern, formatScales } from "./pattern.ts";
import { findUsualTime, toStretches, type Stretch } from "../growth/stretches.ts";
import { computePerItemMs } from "../growth/timed-scenario.ts";
import { formatFactor } from "../../words/format.ts";

const MIN_STRETCHES = 6;
/** The last third against the first: beyond it, the pace has changed. */
const SLOWER = 1.25;
/** Less than this between two batch sizes is no difference. */
const CHEAPER = 0.95;

export function findPacePatterns({ scenarios }: JudgementInput, growth: Growth): readonly Pattern[] {
  return [...findDrift(scenarios), ...findBatchSize(scenarios), ...findWarmUps(growth)];
}

type Drift = { readonly scenario: ScenarioFigures; readonly ratio: number; readonly isClear: boolean };

/** Time per item in the last third of a scenario's stretches over that in the first, warm-up left out; none that was harmed on purpose. */
function findDrift(scenarios: readonly ScenarioFigures[]): readonly Pattern[] {
  const drifts = scenarios.filter(({ run }) => !run?.faults.length).flatMap((scenario) => toDrift(scenario) ?? []);
  const of = drifts.length;
  if (of === 0) return [];
  const slower = drifts.filter(({ ratio, isClear }) => isClear && ratio >= SLOWER);
  const rows = drifts.map(({ scenario, ratio }) => row("last third over first, an item", scenario.id, ratio, "ratio"));
  if (slower.length > 0) {
    const names = slower.map(({ scenario, ratio }) => `${scenario.label} ${formatFactor(ratio)}×`);
    const text = `Slower towards the end ${formatScales(slower.length, of)}: ${joinNames(names)} the time an item.`;
    return [toPattern({ id: "slower-towards-the-end", kind: "failure", support: slower.length, of, text, rows })];
  }
  const steady = drifts.filter(({ ratio }) => ratio < SLOWER && ratio > 1 / SLOWER);
  if (steady.length < of) return [];
  const text = `A steady pace from start to end ${formatScales(of, of)}.`;
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

/** Whether every step up in batch size made an item cheaper; scenarios with batches alike count as one. */
function findBatchSize(scenarios: readonly ScenarioFigures[]): readonly Pattern[] {
  const sized = selectStarted(scenarios)
    .flatMap((each) => {
      const perItemMs = computePerItemMs(each);
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
  const aside = alsoLarger ? "; these are also the larger sizes, so either may be why" : "";
  return [
    toPattern({
      id: "larger-batches-cheaper",
      kind: "success",
      support: cheaper,
      of: steps.length,
      text: `Larger batches are cheaper: an item in batches of ${largest.batchSize} takes ${formatFactor(saved)}× the time of one in batches of ${smallest.batchSize}${aside}.`,
      tone: alsoLarger ? "unsure" : "good",
      rows: sized.flatMap(({ each, batchSize, perItemMs }) => [
        row("batch size", each.id, batchSize, "items"),
        row("work per item", each.id, perItemMs, "ms"),
      ]),
    }),
  ];
}

function findWarmUps({ warmUps, times }: Growth): readonly Pattern[] {
  if (warmUps.length === 0) return [];
  const support = warmUps.length;
  return [
    toPattern({
      id: "slow-start",
      kind: "failure",
      support,
      of: times.length,
      text: `A slow start ${formatScales(support, times.length)}: the first items take ${formatFactor(Math.max(...warmUps.map(({ perItemMs, usualPerItemMs }) => perItemMs / usualPerItemMs)))}× the usual time at most.`,
      rows: warmUps.flatMap(({ scenarioId, perItemMs, usualPerItemMs }) => [
        row("first items, each", scenarioId, perItemMs, "ms"),
        row("usual", scenarioId, usualPerItemMs, "ms"),
      ]),
      tone: "neutral",
    }),
  ];
}
