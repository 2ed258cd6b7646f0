import { createStatement, row } from "../text/statement.ts";
import { adviceText, growthText } from "../text/growth.ts";
import { setTimesText } from "../text/evidence.ts";
import type { Clause } from "../text/statement.ts";
import { isDoubtfulStep } from "./clock-step.ts";
import type { Verdict } from "./decide.ts";
import { stateExcluded } from "../exclusion.ts";
import type { JudgementInput, ScenarioFigures } from "../input.ts";
import type { EvidenceRow, Growth, Statement } from "../../run/judgement.ts";
import { computeSlope, findFlatterStart } from "./slope.ts";
import { findSettlingSize } from "./settling-size.ts";
import type { MeasuredSize } from "./sizes.ts";
import type { TimedScenario } from "./timed-scenario.ts";
import { LEAST_ITEMS, type TooLittle } from "./too-little.ts";

type Unit = JudgementInput["unit"];
export type Findings = Omit<Growth, "times" | "warmUps" | "outliers" | "warnings" | "advice" | "statement"> & {
  /** all, ascending */
  readonly sizes: readonly MeasuredSize[];
  /** the largest sizes, which a time limit ended */
  readonly limited: readonly MeasuredSize[];
  /** without outliers */
  readonly counted: readonly MeasuredSize[];
  readonly timed: readonly TimedScenario[];
  /** as given, the excluded ones too */
  readonly scenarios: readonly ScenarioFigures[];
  readonly verdict: Verdict | null;
  readonly tooLittle: TooLittle | null;
};

/** The growth in a sentence or two, with the figures behind it. */
export function stateGrowth(findings: Findings, unit: Unit): Statement {
  const { text, tone } = selectClause(findings, unit);
  const asides = [
    ...listOutliers(findings).map(({ scenarioId, items, timeMs, expectedMs }) =>
      growthText.outlier(labelOf(findings, scenarioId), items, timeMs, expectedMs, unit),
    ),
    ...describeLimit(findings, unit),
    ...(findings.fixedCost === null ? [] : [growthText.fixedCost(findings.fixedCost)]),
    ...describeSmallSizes(findings, unit),
    ...describeOutside(findings),
    ...(findings.clockStepMs === null ? [] : [growthText.clockStep(findings.clockStepMs, isDoubtful(findings))]),
  ];
  const rule = findings.kind === "knee" ? "local-exponent" : "growth-class";
  const sentences = [text, ...asides].join(" ") + stateExcluded(findings.scenarios);
  return createStatement(rule, toTone(tone, findings), sentences, toRows(findings));
}

/** An outlier that is slower at the largest size is bad, whatever the growth of the others. */
function toTone(tone: Statement["tone"], findings: Findings): Statement["tone"] {
  const { sizes } = findings;
  const last = listOutliers(findings).find(({ items }) => items === sizes.at(-1)?.items);
  return (last?.timeMs ?? 0) > (last?.expectedMs ?? 0) ? "bad" : tone;
}

function selectClause(findings: Findings, unit: Unit): Clause {
  const { kind, growthClass, power, falling, exponential, knee, counted, holds } = findings;
  const exponents = findings.exponents.map(({ exponent }) => exponent);
  const [first, last] = [counted[0], counted.at(-1)];
  if (kind === "class" && growthClass !== null)
    // exponents of whole times would deny the growth beside a fixed cost
    return growthText.sure(
      growthClass,
      findings.fixedCost?.source === "sizes" ? [] : exponents,
      holds && toEnd(holds, (findings.limited.at(-1) ?? last)?.items ?? 0),
      unit,
    );
  if (kind === "knee" && knee !== null)
    return growthText.knee({ label: labelOf(findings, knee.scenarioId), ...knee }, growthClass, unit);
  if (kind === "falling" && falling !== null) return growthText.falling(falling, unit);
  if (kind === "exponential" && exponential !== null) return growthText.exponential(exponential, unit);
  if (kind === "power" && power !== null)
    return growthText.power(
      power,
      findings.verdict?.rivals ?? [],
      findFlatterStart(findings.exponents, power, counted),
      unit,
    );
  return selectUnclear(findings, exponents, unit, (last?.items ?? 0) / (first?.items ?? 1));
}

/** A part that begins with the smallest size holds up to its end, any other from its start. */
function toEnd(
  holds: NonNullable<Growth["holds"]>,
  largest: number,
): { readonly from: number } | { readonly to: number } {
  return holds.toItems === largest ? { from: holds.fromItems } : { to: holds.toItems };
}

function selectUnclear(findings: Findings, exponents: readonly number[], unit: Unit, spread: number): Clause {
  const { tooLittle, verdict, power, noise, counted } = findings;
  if (tooLittle === "set-times") return setTimesText.growth;
  if (tooLittle === "one-size") return growthText.tooFewSizes;
  if (tooLittle === "few-items") return growthText.fewItems(counted.at(-1)?.items ?? 0, LEAST_ITEMS, unit);
  if (tooLittle === "close-sizes") return growthText.closeSizes(spread);
  if (tooLittle === "coarse-clock") return growthText.oneStep(counted[0]?.ms ?? 0, isDoubtful(findings));
  if (tooLittle === "two-sizes") return growthText.twoSizes(exponents[0] ?? 0);
  const decisive = verdict?.decisive == null ? null : (findings.sizes[verdict.decisive] ?? null);
  if (decisive !== null)
    return growthText.decisive(labelOf(findings, decisive.scenarioId), decisive.items, exponents, unit);
  return (verdict?.rivals.length ?? 0) > 1
    ? growthText.rivals(verdict?.rivals ?? [], noise, exponents)
    : growthText.noClass(
        verdict?.isClose === true || findings.clockStepMs !== null,
        power,
        computeSlope(counted),
        exponents,
      );
}

function describeLimit({ limited }: Findings, unit: Unit): readonly string[] {
  const [first] = limited;
  return first === undefined
    ? []
    : [
        growthText.timeLimit(
          limited.map(({ items }) => items),
          first.ms,
          unit,
        ),
      ];
}

/** The smallest sizes that take less than their share, where the curve of the others says so. */
function describeSmallSizes({ verdict, holds, counted }: Findings, unit: Unit): readonly string[] {
  if (holds === null || verdict === null || verdict.part !== null) return [];
  const small = counted.filter(({ items }) => items < holds.fromItems).map(({ items }) => items);
  return small.length === 0 ? [] : [growthText.smallSizes(small, unit)];
}

/** A smaller factor is not worth a statement. */
const OUTSIDE = 1.2;

/** How far the other sizes are from the growth of a part. */
function describeOutside({ holds, verdict, counted }: Findings): readonly string[] {
  if (holds === null || verdict === null || verdict.part === null) return [];
  const outside = counted.filter(({ items }) => items < holds.fromItems || items > holds.toItems);
  const factors = outside.map(({ items, ms }) => ms / verdict.curve.at(items));
  const [farthest] = factors.toSorted((one, other) => Math.abs(Math.log(other)) - Math.abs(Math.log(one)));
  const isNews = farthest !== undefined && Math.abs(Math.log(farthest)) > Math.log(OUTSIDE);
  return isNews ? [growthText.outside(farthest)] : [];
}

function labelOf({ timed }: Findings, id: string): string {
  return timed.find(({ scenario }) => scenario.id === id)?.scenario.label ?? id;
}

function listOutliers({ excluded }: Findings): Growth["excluded"] {
  return excluded.filter(({ reason }) => reason === "outlier");
}

/** What to measure next, where something is unsure. */
export function adviseGrowth(findings: Findings, unit: Unit): Statement | null {
  const text = selectAdvice(findings, unit);
  return text === null ? null : createStatement("growth-advice", "neutral", text);
}

function isDoubtful({ clockStepMs, sizes }: Findings): boolean {
  return isDoubtfulStep({ clockStepMs, times: sizes.map(({ ms, items }) => ({ scenarioId: "", items, timeMs: ms })) });
}

/** Width of the interval of a power that needs no further measurement. */
const NARROW = 0.4;

/** Power from which larger sizes soon cannot be measured. */
const STEEP = 4;

function selectAdvice(findings: Findings, unit: Unit): string | null {
  const { tooLittle, verdict, clockStepMs, kind, counted, knee, power } = findings;
  if (tooLittle === "set-times") return setTimesText.advice;
  if (tooLittle === "few-items") return adviceText.moreItems(LEAST_ITEMS, unit);
  if (findings.limited.length > 0 && (findings.exponents.at(-1)?.exponent ?? 0) > STEEP && kind !== "unclear")
    return null;
  if (findings.limited.length > 0)
    return adviceText.withoutLimit(
      findings.limited.map(({ items }) => items),
      unit,
    );
  if (tooLittle === "coarse-clock" && clockStepMs !== null)
    return adviceText.finerClock(clockStepMs, isDoubtful(findings));
  // twice the size would take more than ten times as long
  const isSteep = (findings.exponents.at(-1)?.exponent ?? 0) > STEEP;
  if (tooLittle !== null) return isSteep ? adviceText.sizesBetween : adviceText.moreSizes;
  if (clockStepMs !== null && kind !== "class") return adviceText.finerClock(clockStepMs, isDoubtful(findings));
  const [outlier] = listOutliers(findings);
  if (outlier !== undefined) return adviceText.repeat(labelOf(findings, outlier.scenarioId), outlier.items, unit);
  if (verdict === null || kind === "class" || kind === "falling" || kind === "exponential") return null;
  if (knee !== null) return counted.length > 3 ? null : adviceText.confirmKnee(knee.items, unit);
  const settling = verdict.rivals.length > 1 && !isSteep ? findSettlingSize(verdict, counted) : null;
  if (settling !== null) return adviceText.settle(settling, unit);
  if (kind === "power" && power !== null && power.high - power.low <= NARROW) return null;
  if (counted.length < 4) return isSteep ? adviceText.sizesBetween : adviceText.moreSizes;
  return adviceText.repeatAll;
}

function toRows({ timed, fits, exponents, noise, verdict, power }: Findings): readonly EvidenceRow[] {
  return [
    ...timed.flatMap(({ scenario, items, ms }) => [
      row("requested", scenario.id, items, "items"),
      row("work time of all items", scenario.id, ms, "ms"),
    ]),
    ...exponents.map(({ toScenarioId, exponent }) => row("exponent up to here", toScenarioId, exponent, "")),
    ...(power === null
      ? []
      : [
          row("power", null, power.value, ""),
          row("power, at least", null, power.low, ""),
          row("power, at most", null, power.high, ""),
        ]),
    ...fits.map(({ growthClass, normalisedError }) => row(`error of ${growthClass}`, null, normalisedError, "share")),
    ...(verdict?.classes ?? []).map(({ growthClass, probability }) =>
      row(`probability of ${growthClass}`, null, probability, "share"),
    ),
    row("noise of a time", null, noise, "share"),
  ];
}
