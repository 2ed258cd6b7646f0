import { row, say } from "../text/statement.ts";
import { joinNames } from "../../words/names.ts";
import type { GrowthVerdict } from "./decide.ts";
import type { ClassFit } from "./fit.ts";
import { CLASS_WORDS, wordExponent } from "../text/growth.ts";
import type { JudgementInput, ScenarioFigures } from "../input.ts";
import type { EvidenceRow, Growth, LocalExponent, Statement } from "../../run/judgement.ts";
import { describeAgain, isTriedAgain, isWhole } from "../figures.ts";
import type { TimedScenario } from "./timed-scenario.ts";
import { capitalise, formatCount, formatDuration, formatShare } from "../../words/format.ts";

type Unit = JudgementInput["unit"];
type Findings = {
  readonly timed: readonly TimedScenario[];
  readonly verdict: GrowthVerdict;
  readonly fits: readonly ClassFit[];
  readonly exponents: readonly LocalExponent[];
  readonly knee: Growth["knee"];
  readonly noise: number | null;
};

/** The growth in one sentence: where it changes, and which class fits best. */
export function describeGrowth(findings: Findings, unit: Unit): Statement {
  const { verdict, knee } = findings;
  const { growthClass } = verdict;
  const tone =
    knee !== null && knee.exponentAfter > knee.exponentBefore
      ? "bad"
      : growthClass === null
        ? "unsure"
        : CLASS_WORDS[growthClass].tone;
  const text = knee === null ? wordEven(findings) : wordKnee(findings, knee, unit);
  return say(knee === null ? "growth-class" : "local-exponent", tone, text, toRows(findings));
}

function wordKnee(
  { timed, verdict: { growthClass } }: Findings,
  knee: NonNullable<Growth["knee"]>,
  unit: Unit,
): string {
  const label = timed.find(({ scenario }) => scenario.id === knee.scenarioId)?.scenario.label ?? knee.scenarioId;
  const before = `${wordExponent(knee.exponentBefore)} up to ${label} (${knee.exponentBefore.toFixed(2)})`;
  const after = `then ${wordExponent(knee.exponentAfter)} (${knee.exponentAfter.toFixed(2)})`;
  const verdict =
    growthClass === null ? "not enough evidence for one class over all sizes" : `${growthClass} fits best`;
  return `${capitalise(before)}, ${after}: a knee at ${formatCount(knee.items)} ${unit.many}; ${verdict}.`;
}

function wordEven({ timed, verdict, exponents, noise, fits }: Findings): string {
  const powers = exponents.map(({ exponent }) => exponent.toFixed(2)).join(", ");
  const [only] = exponents;
  if (only === undefined) return "Not enough evidence: growth takes two sizes that finished a tenth of their items.";
  if (fits.length === 0)
    return `Not enough evidence for a class: two sizes only. Between them time grows with the power ${powers}, ${wordExponent(only.exponent)}.`;
  if (verdict.growthClass !== null) {
    const nearest = fits[0]?.growthClass ?? verdict.growthClass;
    const isMixed = new Set(timed.map(({ scenario }) => scenario.run?.concurrency)).size > 1;
    const surer = noise === null ? "every size weighs alike" : "surer times weigh more";
    const why = isMixed ? "times of equal workers weigh more" : surer;
    const aside = nearest === verdict.growthClass ? "" : `: ${why}, else ${nearest} comes nearer`;
    return `Time growth is ${CLASS_WORDS[verdict.growthClass].text} (powers ${powers})${aside}.`;
  }
  const margin = noise === null ? "" : ` within the noise of ${formatShare(noise)}`;
  const why =
    verdict.rivals.length < 2 ? "none fits all sizes" : `${joinNames(verdict.rivals)} are too near each other${margin}`;
  return `Not enough evidence for a class: ${why} (powers ${powers}).`;
}

function toRows({ timed, fits, exponents, noise, verdict }: Findings): readonly EvidenceRow[] {
  return [
    ...timed.flatMap(({ scenario, items, ms }) => [
      row("asked for", scenario.id, items, "items"),
      row("work time of all items", scenario.id, ms, "ms"),
    ]),
    ...exponents.map(({ toScenarioId, exponent }) => row("power up to here", toScenarioId, exponent, "")),
    ...fits.map(({ growthClass, normalisedError }) => row(`error of ${growthClass}`, null, normalisedError, "share")),
    ...(verdict.by === "total"
      ? []
      : verdict.evenErrors.map(({ growthClass, error }) => row(`even error of ${growthClass}`, null, error, "share"))),
    row("noise of a time", null, noise, "share"),
  ];
}

/** What makes the times less comparable than they look. */
export function describeGrowthWarnings(
  { scenarios, unit, skillChanged }: JudgementInput,
  timed: readonly TimedScenario[],
): readonly Statement[] {
  return [
    ...warnOfChange(skillChanged),
    ...warnOfWorkers(scenarios),
    ...warnOfFaults(timed),
    ...warnOfAttempts(timed),
    ...warnOfPoints(timed),
    ...warnOfFewItems(scenarios, timed, unit),
    ...warnOfProjected(timed, unit),
  ];
}

/** E6. Figures before and after a change are of two skills. */
function warnOfChange(change: JudgementInput["skillChanged"]): readonly Statement[] {
  if (change === null) return [];
  const text = `The run began with version ${change.recordedVersion} of its skill and went on with ${change.installedVersion}: its figures are of both.`;
  return [say("growth-warning", "unsure", text)];
}

function warnOfWorkers(scenarios: readonly ScenarioFigures[]): readonly Statement[] {
  const workers = scenarios.flatMap(({ id, label, run }) =>
    run === null ? [] : [{ id, label, count: run.concurrency }],
  );
  if (new Set(workers.map(({ count }) => count)).size < 2) return [];
  const text = `The scenarios differ in workers (${workers.map(({ label, count }) => `${label} ${count}`).join(", ")}): waiting for a processor is left out of their times, what else they share is not.`;
  const rows = workers.map(({ id, count }) => row("workers", id, count, ""));
  return [say("growth-warning", "unsure", text, rows)];
}

function warnOfFaults(timed: readonly TimedScenario[]): readonly Statement[] {
  const harmed = timed.filter(({ scenario }) => (scenario.run?.faults.length ?? 0) > 0);
  if (harmed.length === 0) return [];
  const text = `The fault button was at work in ${joinNames(harmed.map(({ scenario }) => scenario.label))}: what it cost beyond the usual time is left out as far as the points tell.`;
  const rows = harmed.map(({ scenario, usual }) => row("left out", scenario.id, usual.excessMs, "ms"));
  return [say("growth-warning", "unsure", text, rows)];
}

function warnOfAttempts(timed: readonly TimedScenario[]): readonly Statement[] {
  const again = timed.filter(({ scenario }) => isTriedAgain(scenario));
  if (again.length === 0) return [];
  const rows = again.map(({ scenario }) => row("attempts", scenario.id, scenario.run?.attempt ?? 1, ""));
  return [say("growth-warning", "unsure", describeAgain(again.map(({ scenario }) => scenario.label)), rows)];
}

/** A whole and its points that come to another time by more than this contradict each other. */
const POINTS_WITHIN = 1.25;

function warnOfPoints(timed: readonly TimedScenario[]): readonly Statement[] {
  const apart = timed.flatMap(({ scenario }) => {
    const last = scenario.points.at(-1);
    if (scenario.run !== null || last?.itemsDone !== scenario.itemsDone) return [];
    const ratio = last.workMs / scenario.workMs;
    return ratio > POINTS_WITHIN || ratio < 1 / POINTS_WITHIN ? [{ scenario, pointsMs: last.workMs }] : [];
  });
  if (apart.length === 0) return [];
  const told = apart.map(
    ({ scenario, pointsMs }) =>
      `those of ${scenario.label} come to ${formatDuration(pointsMs)}, its total is ${formatDuration(scenario.workMs)}`,
  );
  const rows = apart.flatMap(({ scenario, pointsMs }) => [
    row("by its points", scenario.id, pointsMs, "ms"),
    row("total", scenario.id, scenario.workMs, "ms"),
  ]);
  return [say("growth-warning", "unsure", `The points contradict the totals: ${joinNames(told)}.`, rows)];
}

function warnOfFewItems(
  scenarios: readonly ScenarioFigures[],
  timed: readonly TimedScenario[],
  unit: Unit,
): readonly Statement[] {
  const left = scenarios.filter((scenario) => !timed.some((each) => each.scenario === scenario));
  if (left.length === 0 || timed.length === 0) return [];
  const text = `${joinNames(left.map(({ label }) => label))} finished less than a tenth of the ${unit.many}, too few to tell a time.`;
  return [
    say(
      "growth-warning",
      "unsure",
      text,
      left.map(({ id, itemsDone }) => row("finished", id, itemsDone, "items")),
    ),
  ];
}

function warnOfProjected(timed: readonly TimedScenario[], unit: Unit): readonly Statement[] {
  const open = timed.filter(({ scenario }) => !isWhole(scenario));
  if (open.length === 0) return [];
  const text = `The time of ${joinNames(open.map(({ scenario }) => scenario.label))} is that of all its ${unit.many} at the pace of those finished.`;
  const rows = open.map(({ scenario }) => row("finished", scenario.id, scenario.itemsDone / scenario.items, "share"));
  return [say("growth-warning", "unsure", text, rows)];
}
