import type { Growth, Interval } from "../../core/run/judgement.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { formatCount } from "../format/format.ts";
import { growthText } from "../text/charts.ts";
import type { CurveLabel, GrowthPlace } from "./model.ts";

/** A smaller factor per item reads better as the items that double the time. */
const LEAST_FACTOR = 1.095;
/** Width of an interval from which one decimal is enough. */
const NARROW = 0.2;

/** null where no growth may be suggested. */
export function describeCurve(
  growth: Growth,
  counted: readonly GrowthPlace[],
  unit: RunSpec["unit"],
): CurveLabel | null {
  const { kind, growthClass, power, exponential } = growth;
  if (kind === "power" && power !== null) return describePower(power);
  if (kind === "exponential" && exponential !== null) return describeFactor(exponential, unit);
  if ((kind === "class" || kind === "knee") && growthClass !== null)
    return { text: growthText.classes[growthClass], power: null, note: describeHolds(growth, counted) };
  return null;
}

/** With the decimals that tell the ends of the interval apart. */
function describePower({ value, low, high }: Interval): CurveLabel {
  const decimals = high - low < NARROW ? 2 : 1;
  const [text, from, to] = [value, low, high].map((each) => each.toFixed(decimals));
  return { text: growthText.variable, power: text ?? null, note: growthText.between(from ?? "", to ?? "") };
}

function describeFactor({ value }: Interval, unit: RunSpec["unit"]): CurveLabel {
  if (value >= LEAST_FACTOR)
    return { text: growthText.factor(value.toFixed(1)), power: null, note: growthText.perItem(unit.one) };
  const items = Math.max(1, Number((Math.LN2 / Math.log(value)).toPrecision(2)));
  return { text: growthText.doubles, power: null, note: growthText.every(formatCount(items), unit.many) };
}

/** "from 16", "up to 2,000", "16–2,000"; empty when the growth holds over all sizes. */
function describeHolds({ holds }: Growth, counted: readonly GrowthPlace[]): string {
  if (holds === null) return "";
  const isFromStart = holds.fromItems <= (counted[0]?.items ?? 0);
  const isToEnd = holds.toItems >= (counted.at(-1)?.items ?? 0);
  const [from, to] = [formatCount(holds.fromItems), formatCount(holds.toItems)];
  if (isFromStart) return isToEnd ? "" : growthText.upTo(to);
  return isToEnd ? growthText.from(from) : growthText.between(from, to);
}
