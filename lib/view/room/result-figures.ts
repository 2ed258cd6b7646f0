import { formatExponent, formatPower } from "./result-power.ts";
import { hasSetTimes } from "../../core/judgement/evidence.ts";
import type { Growth, Judgement } from "../../core/run/judgement.ts";
import type { RunResults, ScenarioResult } from "../../core/run/results.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { formatFactor, formatScore, formatShare, formatTarget } from "../../core/words/format.ts";
import { formatCount, formatDuration, formatQuantity } from "../format/format.ts";
import { selectQualityExclusion } from "../growth/exclusions.ts";
import { resultPictureText as text } from "../text/results.ts";
import { selectLeadFigures } from "../variants/comparison.ts";
import { hasGrowth } from "./result-reach.ts";
import { toSpanEnds } from "./result-span.ts";

/** One figure of the result. `to`: it changed from `value` to this; `power`: raised beside it. */
export type ResultFigure = {
  readonly id: "time" | "quality" | "growth";
  readonly value: string;
  readonly power: string | null;
  readonly to: string | null;
  readonly toPower: string | null;
  readonly note: string;
  readonly tone: "bad" | "unsure" | null;
};

const BARE = { power: null, to: null, toPower: null, tone: null } as const;

/** Time per item, quality, and growth: what the judgement knows of each, at most one figure a theme. */
export function selectResultFigures(results: RunResults, spec: RunSpec): readonly ResultFigure[] {
  if (results.judgement.comparison !== undefined)
    return selectLeadFigures(results, spec).map((figure) => ({ ...BARE, ...figure }));
  if (hasSetTimes(results.judgement.growth)) return [selectQuality(results)].filter((figure) => figure !== null);
  const growth = hasGrowth(results) ? selectGrowthFigure(results.judgement.growth, spec) : null;
  const all = [selectTime(results, spec), selectQuality(results), growth];
  return all.filter((figure) => figure !== null);
}

function selectTime(results: RunResults, { unit }: RunSpec): ResultFigure | null {
  const { growth } = results.judgement;
  const counted = results.scenarios
    .filter(
      ({ scenarioId, timePerItemMs }) => timePerItemMs !== null && selectQualityExclusion(results, scenarioId) === null,
    )
    .toSorted((one, other) => one.items - other.items);
  const [first, last] = [counted[0], counted.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (growth.kind === "falling") {
    const [value, to] = toSpanEnds(wholeMs(first), wholeMs(last));
    return {
      ...BARE,
      id: "time",
      value,
      to,
      note: text.wholeTime(unit.many, formatCount(first.items), formatCount(last.items)),
    };
  }
  const [value, to] = toSpanEnds(first.timePerItemMs ?? 0, last.timePerItemMs ?? 0);
  if (first === last) return { ...BARE, id: "time", value: to, note: text.aItemAlone(unit.one) };
  if (formatDuration(first.timePerItemMs ?? 0) === to)
    return { ...BARE, id: "time", value: to, note: text.aItemAlways(unit.one) };
  return { ...BARE, id: "time", value, to, note: text.aItem(unit.one, first.label, last.label) };
}

function wholeMs({ timePerItemMs, items }: ScenarioResult): number {
  return (timePerItemMs ?? 0) * items;
}

function selectQuality({ judgement, scenarios }: RunResults): ResultFigure | null {
  const ranks = scenarios
    .toSorted((one, other) => one.items - other.items)
    .flatMap(({ scenarioId }) =>
      judgement.ranks.filter((each) => each.scenarioId === scenarioId && each.rank !== null),
    );
  const [first, last] = [ranks[0], ranks.at(-1)];
  if (first?.quality == null || last?.quality == null) return null;
  const targets = new Set(ranks.map(({ target }) => target));
  const [target] = targets;
  const named = ranks.length < scenarios.length ? text.qualityOf(ranks.length, scenarios.length) : text.quality;
  const note = targets.size === 1 && target != null ? text.qualityTarget(named, formatTarget(target)) : named;
  const value = formatScore(first.quality, first.target ?? undefined);
  const to = formatScore(last.quality, last.target ?? undefined);
  const isMissed = ranks.some(({ meetsTarget }) => meetsTarget === false);
  return { ...BARE, id: "quality", value, to: value === to ? null : to, note, tone: isMissed ? "bad" : null };
}

function selectGrowthFigure(growth: Growth, spec: RunSpec): ResultFigure {
  const { kind, growthClass, power, falling, exponential, knee } = growth;
  const figure = { ...BARE, id: "growth" } as const;
  const tone = growth.statement.tone === "bad" ? "bad" : null;
  if (kind === "class" && growthClass !== null)
    return { ...figure, ...formatPower(growthClass, power), note: describeClass(growth, growthClass, spec), tone };
  if (kind === "power" && power !== null) {
    const note = text.growth.power(spec.unit.many, ...toTimesAtDouble(power));
    return { ...figure, value: "n", power: formatExponent(power.value), note, tone };
  }
  if (kind === "knee" && knee !== null) {
    const [before, after] = [knee.exponentBefore.toFixed(1), knee.exponentAfter.toFixed(1)];
    const note = text.growth.knee(formatQuantity(knee.items, spec.unit));
    return { ...figure, value: "n", power: before, to: "n", toPower: after, note, tone };
  }
  if (kind === "exponential" && exponential !== null)
    return { ...figure, ...describeFactor(exponential.value, spec), tone };
  if (kind === "falling" && falling !== null) {
    const ideal = `${formatFactor(falling.bestItems / falling.fromItems)}×`;
    return { ...figure, value: `${falling.speedup.toFixed(1)}×`, note: text.growth.speedup(ideal, falling.stops) };
  }
  return { ...figure, value: text.growth.unknown, note: describeUnclear(growth, spec), tone: "unsure" };
}

type Power = NonNullable<Growth["power"]>;

/** What n^low and n^high make of twice the size; an interval whose ends would look alike gets a second decimal. */
function toTimesAtDouble({ low, high }: Power): [string, string] {
  const [least, most] = [2 ** low, 2 ** high];
  const decimals = least.toFixed(1) === most.toFixed(1) ? 2 : 1;
  return [least.toFixed(decimals), most.toFixed(decimals)];
}

/** A fit is named no better than this. */
const LEAST_ERROR = 0.01;

function describeClass(growth: Growth, growthClass: NonNullable<Growth["growthClass"]>, { unit }: RunSpec): string {
  const { fits, fixedCost, holds, excluded } = growth;
  const name = text.growth.names[growthClass];
  if (fixedCost !== null) return text.growth.fixed(name, formatDuration(fixedCost.value));
  if (holds !== null)
    return text.growth.holds(name, `${formatCount(holds.fromItems)}–${formatQuantity(holds.toItems, unit)}`);
  const error = fits.find((each) => each.growthClass === growthClass)?.normalisedError;
  return error === undefined || excluded.length > 0
    ? text.growth.sureWithout(name)
    : text.growth.sure(name, formatShare(Math.max(error, LEAST_ERROR)));
}

const LEAST_FACTOR = 1.1;

function describeFactor(factor: number, { unit }: RunSpec): Pick<ResultFigure, "value" | "note"> {
  if (factor >= LEAST_FACTOR) return { value: `×${formatFactor(factor)}`, note: text.growth.exponential(unit.one) };
  const items = Math.max(1, Math.round(Math.LN2 / Math.log(factor)));
  return { value: "×2", note: text.growth.doublesEvery(formatQuantity(items, unit)) };
}

/** An interval wider than this says nothing. */
const ENDLESS = 3;

function describeUnclear({ power, times }: Judgement["growth"], { unit }: RunSpec): string {
  if (times.length < 3) return text.growth.fewSizes(times.length);
  if (power === null || power.high - power.low > ENDLESS) return text.growth.anything;
  return text.growth.unclear(unit.many, ...toTimesAtDouble(power));
}
