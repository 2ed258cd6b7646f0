import { createStatement, row } from "../text/statement.ts";
import { comparisonText, type Named, type NotCompared } from "../text/comparison.ts";
import { hasEnoughItems } from "../evidence.ts";
import { selectComparable } from "../figures.ts";
import type { JudgementInput } from "../input.ts";
import type { ComparedMeasure, ComparedPair, Comparison, Growth, Interval, Statement } from "../../run/judgement.ts";
import { compareCosts, compareTimes } from "./compare-amounts.ts";
import { compareFailures } from "./compare-failures.ts";
import { compareQuality } from "./compare-quality.ts";
import type { Comparable, Compared } from "./compared.ts";
import { selectPaired } from "./paired-groups.ts";
import { toSharedLevel } from "./pairing.ts";

/**
 * A14. Variants of one size against each other, in pairs by item: quality, failures, time and cost, each with intervals that hold in
 * 95 % of cases for all pairs of the measure together. A variant leads where no other is better beyond the noise. Times that a replay
 * set say nothing about the variants: neither time nor what it costs is compared.
 */
export function judgeComparison(input: JudgementInput): Comparison | undefined {
  const { variants, prices, unit, areTimesSet = false } = input;
  if (variants === undefined) return undefined;
  const compared = selectCompared(input);
  const level = toSharedLevel((compared.length * (compared.length - 1)) / 2);
  const enough = compared.length >= 2;
  const paired = enough ? selectPaired(compared) : null;
  const quality = paired === null ? null : compareQuality(paired, variants.metrics, level);
  const failures = paired === null ? null : compareFailures(paired, level);
  const times = enough && !areTimesSet ? compareTimes(compared, level) : null;
  const costs = enough ? compareCosts(compared, { prices, areTimesSet }, level) : null;
  const why = (reason: NotCompared): NotCompared => (enough ? reason : "variants");
  const whyQuality = why(variants.items === null ? "live" : "noQuality");
  const measure = (id: ComparedMeasure["id"], unit: string, values: Compared | null, reason: NotCompared) =>
    toMeasure(input, compared, { id, unit }, values, reason);
  return {
    items: paired?.items ?? times?.items ?? 0,
    measures: [
      addNote(
        measure("quality", "score", quality, whyQuality),
        quality === null || failures === null ? null : comparisonText.failedScore(unit),
      ),
      ...(failures === null ? [] : [measure("failures", "share", failures, "variants")]),
      measure("time", "ms", times, why(areTimesSet ? "setTimes" : "time")),
      addNote(
        measure("cost", costs?.unit ?? "s", costs, why(areTimesSet ? "setTimes" : "cost")),
        costs !== null && areTimesSet ? comparisonText.withoutCompute : null,
      ),
    ],
  };
}

function addNote(measure: ComparedMeasure, note: string | null): ComparedMeasure {
  const { statement } = measure;
  return note === null ? measure : { ...measure, statement: { ...statement, text: `${statement.text} ${note}` } };
}

/** The variants that count, in the order of the run. */
function selectCompared({ scenarios, variants }: JudgementInput): readonly Comparable[] {
  return selectComparable(scenarios)
    .filter(hasEnoughItems)
    .map((scenario) => ({ scenario, items: variants?.items?.get(scenario.id) ?? null }));
}

type Measure = Pick<ComparedMeasure, "id" | "unit">;

function toMeasure(
  { unit }: JudgementInput,
  variants: readonly Comparable[],
  measure: Measure,
  compared: Compared | null,
  why: NotCompared,
): ComparedMeasure {
  if (compared === null) {
    const text = comparisonText.notCompared(measure.id, why);
    return { ...measure, values: [], pairs: [], leaders: [], statement: createStatement("comparison", "unsure", text) };
  }
  const values = variants.map(({ scenario }, at) => ({ scenarioId: scenario.id, ...requireAt(compared.values, at) }));
  const pairs = listPairs(variants, compared);
  const ranked = rankVariants(
    { id: measure.id, values },
    values.map(({ scenarioId }) => scenarioId),
  );
  const leaders = selectLeading(ranked, { id: measure.id, pairs });
  const named = ranked.map((id): Named & { readonly id: string } => ({
    id,
    label: variants.find(({ scenario }) => scenario.id === id)?.scenario.label ?? id,
    value: values.find(({ scenarioId }) => scenarioId === id)?.value ?? 0,
  }));
  return { ...measure, values, pairs, leaders, statement: stateMeasure(measure, { named, leaders, pairs, unit }) };
}

function requireAt(values: readonly Interval[], at: number): Interval {
  const value = values[at];
  if (value === undefined) throw new RangeError(`No value of variant ${at} among ${values.length}`);
  return value;
}

function listPairs(variants: readonly Comparable[], compared: Compared): readonly ComparedPair[] {
  return variants.flatMap(({ scenario: first }, one) =>
    variants.slice(one + 1).flatMap(({ scenario: second }, after) => {
      const difference = compared.compare(one, one + 1 + after);
      if (difference === null) return [];
      return [{ firstId: first.id, secondId: second.id, difference, isBeyondNoise: compared.isBeyond(difference) }];
    }),
  );
}

/**
 * The best of a few, and those after it up to the first that it beats beyond the noise: one further behind whose figures scatter
 * more is no leader. `ranked`: best first.
 */
export function selectLeading(
  ranked: readonly string[],
  measure: Pick<ComparedMeasure, "id" | "pairs">,
): readonly string[] {
  const [best] = ranked;
  const beaten = best === undefined ? -1 : ranked.findIndex((id) => id !== best && beats(measure, best, id));
  return beaten < 0 ? ranked : ranked.slice(0, beaten);
}

/** Whether one variant is better than the other beyond the noise. */
export function beats(measure: Pick<ComparedMeasure, "id" | "pairs">, one: string, other: string): boolean {
  const lead = findLead(measure, one, other);
  const pair = measure.pairs.find(
    ({ firstId, secondId }) => (firstId === one && secondId === other) || (firstId === other && secondId === one),
  );
  return pair?.isBeyondNoise === true && lead !== null && lead.value > (isDifference(measure) ? 0 : 1);
}

/** The variants of a few that have a value, best first. */
export function rankVariants(
  { id, values }: Pick<ComparedMeasure, "id" | "values">,
  few: readonly string[],
): readonly string[] {
  const sign = id === "quality" ? -1 : 1;
  return values
    .filter(({ scenarioId }) => few.includes(scenarioId))
    .toSorted((one, other) => sign * (one.value - other.value))
    .map(({ scenarioId }) => scenarioId);
}

/** Whether pairs of a measure are apart by a difference; else by a ratio. */
export function isDifference({ id }: Pick<ComparedMeasure, "id">): boolean {
  return id === "quality" || id === "failures";
}

/** How far the better one is ahead: a difference of quality or failures ≥0, or a ratio of time or cost ≥1. */
export function findLead(
  { id, pairs }: Pick<ComparedMeasure, "id" | "pairs">,
  better: string,
  worse: string,
): Interval | null {
  const pair = pairs.find(
    ({ firstId, secondId }) => (firstId === better && secondId === worse) || (firstId === worse && secondId === better),
  );
  if (pair === undefined) return null;
  const { value, low, high } = pair.difference;
  // of quality more is better, of the others less
  if ((pair.firstId === better) === (id === "quality")) return pair.difference;
  return isDifference({ id })
    ? { value: -value, low: -high, high: -low }
    : { value: 1 / value, low: 1 / high, high: 1 / low };
}

type Stated = {
  /** best first */
  readonly named: readonly (Named & { readonly id: string })[];
  readonly leaders: readonly string[];
  readonly pairs: readonly ComparedPair[];
  readonly unit: JudgementInput["unit"];
};

function stateMeasure(measure: Measure, { named, leaders, pairs, unit }: Stated): Statement {
  const rowUnit = measure.unit;
  const rows = [
    ...named.map(({ id, value }) => row(ROWS[measure.id], id, value, rowUnit)),
    ...pairs.flatMap(({ firstId, difference }) =>
      [difference.value, difference.low, difference.high].map((value, at) =>
        row(`${PAIR_ROWS[at]}`, firstId, value, isDifference(measure) ? rowUnit : "ratio"),
      ),
    ),
  ];
  const [best, next] = named;
  const difference =
    best === undefined || next === undefined ? null : findLead({ ...measure, pairs }, best.id, next.id);
  if (best === undefined || next === undefined || difference === null || leaders.length === named.length)
    return createStatement("comparison", "neutral", comparisonText.equal(measure, named, unit), rows);
  if (leaders.length === 1) {
    const lead = { best, next, difference, count: named.length };
    return createStatement("comparison", "good", comparisonText.leads(measure, lead, unit), rows);
  }
  const isLeader = ({ id }: { readonly id: string }): boolean => leaders.includes(id);
  const [first, rest] = [named.filter(isLeader), named.filter((each) => !isLeader(each))];
  return createStatement("comparison", "neutral", comparisonText.group(measure, first, rest, unit), rows);
}

const ROWS: { readonly [id in ComparedMeasure["id"]]: string } = {
  quality: "quality",
  failures: "failed items",
  time: "work per item",
  cost: "cost per item",
};
const PAIR_ROWS = ["against another variant", "at least", "at most"] as const;

/** What remains of growth where all sizes are equal: the times, and why there is nothing to say. */
export function withoutGrowth(growth: Growth): Growth {
  const statement = createStatement("none", "neutral", comparisonText.growth, growth.statement.rows);
  return { ...growth, kind: "unclear", growthClass: null, advice: null, statement };
}
