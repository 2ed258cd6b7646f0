import { row, say, toFinite } from "./text/statement.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { Growth, Recommendation, Statement } from "../run/judgement.ts";
import { bySize, isTriedAgain } from "./figures.ts";
import { estimateProduction } from "./production.ts";
import { computePerItemMs } from "./growth/timed-scenario.ts";
import { formatCount, formatDuration, formatFactor, formatScore, formatShare, formatTarget } from "../words/format.ts";

/** An item may cost this multiple of the cheapest one's time. */
const DEAR = 2;
/** Where a scenario states no target or tolerance of its own. */
const LEAST_QUALITY = 0.8;
const TOLERANCE = 0.05;

type Appraisal = {
  readonly scenario: ScenarioFigures;
  readonly perItemMs: number | null;
  /** over the cheapest item of all scenarios */
  readonly dearness: number | null;
  /** why not to take it; empty: it may be taken */
  readonly against: readonly string[];
};

/**
 * I3. The largest scenario that finished all its items, reaches its target quality (.80 where none is stated) within its
 * error tolerance (.05), and whose item takes no more than twice the time of the cheapest; reasons for and against each size.
 */
export function judgeRecommendation(input: JudgementInput, { growth }: { readonly growth: Growth }): Recommendation {
  const appraisals = appraise(bySize(input.scenarios));
  const chosen = choose(appraisals);
  const others = appraisals.filter((each) => each !== chosen);
  const hasCompany = appraisals.some((each) => each !== chosen && each.scenario.itemsDone > 0);
  if (chosen === null || !hasCompany) {
    const nothing = appraisals.every(({ scenario }) => scenario.itemsDone === 0);
    const why = nothing
      ? "nothing was finished"
      : chosen === null
        ? appraisals.every(({ scenario }) => scenario.quality === null)
          ? "no quality is known"
          : "none of them finished well enough"
        : "there is no other size to compare with";
    const text = `No size can be recommended${input.isLive ? " yet" : ""}: ${why}.`;
    const reasons = nothing ? [] : appraisals.map((each) => describeReason(each, null));
    return {
      scenarioId: null,
      statement: say("recommendation", "unsure", text, rowsOf(appraisals)),
      reasons,
      production: null,
    };
  }
  return {
    scenarioId: chosen.scenario.id,
    statement: describeChoice(chosen, appraisals, input),
    reasons: [describeReason(chosen, chosen), ...others.map((each) => describeReason(each, chosen))],
    production: estimateProduction(input, chosen.scenario, growth),
  };
}

/** The largest that nothing speaks against; of equal sizes the one whose item takes least. */
function choose(appraisals: readonly Appraisal[]): Appraisal | null {
  const sound = appraisals.filter(({ against }) => against.length === 0);
  const largest = sound.filter(({ scenario }) => scenario.items === sound.at(-1)?.scenario.items);
  return largest.toSorted((one, other) => (one.dearness ?? Infinity) - (other.dearness ?? Infinity))[0] ?? null;
}

function appraise(scenarios: readonly ScenarioFigures[]): readonly Appraisal[] {
  const cheapest = Math.min(...scenarios.flatMap((each) => computePerItemMs(each) ?? []));
  return scenarios.map((scenario) => {
    const perItemMs = computePerItemMs(scenario);
    const dearness = perItemMs === null ? null : toFinite(perItemMs / cheapest);
    return { scenario, perItemMs, dearness, against: listAgainst(scenario, dearness) };
  });
}

function listAgainst(scenario: ScenarioFigures, dearness: number | null): readonly string[] {
  const { items, itemsDone, itemsFailed, quality, run } = scenario;
  if (itemsDone === 0) return ["it finished nothing"];
  const target = run?.targetQuality ?? LEAST_QUALITY;
  const tolerance = run?.errorTolerance ?? TOLERANCE;
  const errorRate = (itemsFailed ?? 0) / itemsDone;
  return [
    ...(run?.status === "failed" ? ["it failed"] : []),
    ...(itemsDone < items ? [`it finished ${formatCount(itemsDone)} of ${formatCount(items)}`] : []),
    ...againstQuality(quality, target),
    ...(errorRate <= tolerance && errorRate < 1 ? [] : [`${formatShare(errorRate, tolerance)} of its items failed`]),
    ...(dearness === null || dearness <= DEAR
      ? []
      : [
          `an item takes ${formatFactor(dearness)}× the time of the cheapest${isTriedAgain(scenario) ? ", the work that was thrown away included" : ""}`,
        ]),
  ];
}

/** A quality that nobody knows cannot speak for a size. */
function againstQuality(quality: number | null, target: number): readonly string[] {
  if (quality === null) return ["its quality is not known"];
  return quality >= target ? [] : [`its quality of ${formatScore(quality, target)} misses ${formatTarget(target)}`];
}

function describeChoice(
  { scenario }: Appraisal,
  all: readonly Appraisal[],
  { unit, isLive }: JudgementInput,
): Statement {
  const isLargest = all.at(-1)?.scenario.items === scenario.items;
  const why = isLargest
    ? "the largest measured, within its limits of quality, errors and time per item"
    : "the largest that holds on every count";
  const size = `${formatCount(scenario.items)} ${scenario.items === 1 ? unit.one : unit.many}`;
  const text = `${isLive ? "So far: use" : "Use"} ${scenario.label} (${size}): ${why}.`;
  return say("recommendation", "good", text, rowsOf(all));
}

function describeReason({ scenario, perItemMs, against }: Appraisal, chosen: Appraisal | null): Statement {
  const { label, quality } = scenario;
  const rows = [row("work per item", scenario.id, perItemMs, "ms"), row("quality", scenario.id, quality, "score")];
  if (against.length > 0) return say("recommendation", "bad", `${label}: ${against.join("; ")}.`, rows);
  const measured = [
    ...(quality === null ? [] : [`quality ${formatScore(quality)}`]),
    ...(perItemMs === null ? [] : [`${formatDuration(perItemMs)} an item`]),
  ].join(" at ");
  if (chosen?.scenario === scenario)
    return say("recommendation", "good", `${label}: a good balance of load and speed, ${measured}.`, rows);
  const isSmaller = chosen !== null && scenario.items < chosen.scenario.items;
  const aside = isSmaller ? ", but so small a load hides what only larger ones show" : "";
  const text = `${label}: holds${chosen === null ? "" : " too"} (${measured})${aside}.`;
  return say("recommendation", "neutral", text, rows);
}

function rowsOf(appraisals: readonly Appraisal[]): Statement["rows"] {
  return appraisals.flatMap(({ scenario, dearness }) => [
    row("finished", scenario.id, scenario.itemsDone / scenario.items, "share"),
    row("quality", scenario.id, scenario.quality, "score"),
    row("work per item over the cheapest", scenario.id, dearness, "ratio"),
  ]);
}
