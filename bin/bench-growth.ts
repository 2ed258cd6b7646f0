import { judgeGoal } from "./goals.ts";
import { drawGrowthSeries, MEASUREMENTS, type DrawnSeries } from "../tests/core/support/growth/drawn-series.ts";
import { judgeGrowth } from "../lib/core/judgement/growth/growth.ts";
import { GROWTH_CASES } from "../tests/core/support/growth/cases.ts";
import { SCORES } from "../tests/core/support/growth/score.ts";
import { RULES, scoreCaseByAll, scoreSeries, tallyScores, type Scores } from "../tests/core/support/growth/tally.ts";
import { nameTruth, TRUTHS } from "../tests/core/support/growth/truth.ts";
import { SERIES, tallyClasses, type Tally } from "../tests/core/support/growth-series.ts";

/**
 * Measures how often growth is judged right, over seeded series: our rule beside three that never doubt (rivals.ts). `npm run
 * bench:growth [seeds] [first seed]`. Goals: of the six classes ours is wrong and sure in ≤1 % at 5 % and 20 % noise, of all
 * growth in ≤5 %, and at 5 % right at least as often as the best other. "power" means that no class is claimed and the interval of the power holds the truth. A third argument
 * lists so many of the series that ours is wrong about.
 */
const seeds = Number(process.argv[2] ?? "60");
const firstSeed = Number(process.argv[3] ?? "1");
const listed = Number(process.argv[4] ?? "0");
/** so that no two growths share the draws of their sizes */
const SEEDS_APART = 1e6;
const NOISES = [0.05, 0.2];
const MAX_WRONG = 0.01;
/** Powers, exponentials and falling times, whose intervals miss by themselves in one of a hundred, and bare totals. */
const MAX_WRONG_BEYOND = 0.05;
const MAX_WRONG_OF_TOTALS = 0.03;

type Scored = { readonly series: DrawnSeries; readonly scores: Scores };
type Filter = (series: DrawnSeries) => boolean;

/** The rows of a table: the series of each kind. */
const ROWS: readonly (readonly [name: string, filter: Filter])[] = [
  ...TRUTHS.map((truth) => [nameTruth(truth), (series: DrawnSeries) => series.truth === truth] as const),
  ...[3, 4, 5, 6, 7, 8, 9, 10].map(
    (count) => [`${count} sizes`, ({ sizes }: DrawnSeries) => sizes.length === count] as const,
  ),
  ["no fixed cost", ({ fixedShare }) => fixedShare === 0],
  ["fixed cost up to 1×", ({ fixedShare }) => fixedShare > 0 && fixedShare <= 1],
  ["fixed cost up to 10×", ({ fixedShare }) => fixedShare > 1],
  ...MEASUREMENTS.map((how) => [`measured ${how}`, ({ measured }: DrawnSeries) => measured === how] as const),
  ["without an outlier", ({ outlierId }) => outlierId === null],
  ["one outlier", ({ outlierId }) => outlierId !== null],
  ["the six classes", ({ truth }) => truth.kind === "class"],
  ["beyond the six", ({ truth }) => truth.kind !== "class"],
  ["all", () => true],
];

for (const noise of NOISES) {
  const scored = TRUTHS.flatMap((truth, kind) =>
    Array.from({ length: seeds }, (_, i): Scored => {
      const series = drawGrowthSeries(truth, noise, kind * SEEDS_APART + firstSeed + i);
      return { series, scores: scoreSeries(series, truth) };
    }),
  );
  printTable(`${noise * 100} % noise, ${seeds} seeds of each growth`, scored);
  judgeTotals(noise, scored);
  for (const each of scored.filter(({ scores }) => scores.ours === "wrong").slice(0, listed)) printSeries(each.series);
}
printCases();
printClassesAlone();

function printTable(title: string, scored: readonly Scored[]): void {
  const [ours, ...others] = RULES;
  console.log(`\n${title}, in %\n${"".padEnd(22)}${ours.padEnd(28)}${others.map((rule) => rule.padEnd(24)).join("")}`);
  console.log(
    `${"".padEnd(22)}right power  none wrong     ${"right wrong".padEnd(24).repeat(others.length)}`.trimEnd(),
  );
  for (const [name, filter] of ROWS) {
    const scores = scored.filter(({ series }) => filter(series)).map((each) => each.scores);
    if (scores.length === 0) continue;
    const { right, power, withheld, wrong } = tallyScores(scores, ours);
    const rivals = others.map((rule) => {
      const tally = tallyScores(scores, rule);
      return formatShares([tally.right, tally.wrong]).padEnd(24);
    });
    console.log(
      `${name.padEnd(22)}${formatShares([right, power, withheld, wrong]).padEnd(28)}${rivals.join("")}`.trimEnd(),
    );
  }
}

function printSeries({ truth, seed, fixedShare, outlierId, measured, input }: DrawnSeries): void {
  const { statement, knee, power } = judgeGrowth(input);
  const times = input.scenarios.map(({ items, workMs }) => `${items}: ${Number(workMs.toPrecision(3))}`).join("  ");
  const outlier = outlierId === null ? "" : `, outlier ${outlierId}`;
  const claims = JSON.stringify({ knee: knee?.items ?? null, power });
  console.log(`  ${nameTruth(truth)}, seed ${seed}, fixed ${fixedShare.toFixed(2)}×${outlier}, ${measured}: ${times}`);
  console.log(`    ${statement.text} ${claims}`);
}

function formatShares(shares: readonly number[]): string {
  return shares.map((share) => (100 * share).toFixed(1).padStart(5)).join(" ");
}

function judgeTotals(noise: number, scored: readonly Scored[]): void {
  for (const name of ["the six classes", "all growth"]) {
    const scores = scored
      .filter(({ series }) => name !== "the six classes" || series.truth.kind === "class")
      .map((each) => each.scores);
    const ours = tallyScores(scores, "ours");
    const best = Math.max(...RULES.slice(1).map((rule) => tallyScores(scores, rule).right));
    const most = name === "the six classes" ? MAX_WRONG : MAX_WRONG_BEYOND;
    console.log(`${name}: wrong and sure in at most ${most * 100} %: ${judgeGoal(ours.wrong <= most)}`);
    if (noise < 0.1)
      console.log(`${name}: right at least as often as the best other: ${judgeGoal(ours.right >= best)}`);
  }
}

/** Figures as people have them, with the answers that are right for each. */
function printCases(): void {
  const scored = GROWTH_CASES.map((growthCase) => ({ name: growthCase.name, scores: scoreCaseByAll(growthCase) }));
  console.log(`\n${"cases".padEnd(92)}${RULES.map((rule) => rule.padEnd(14)).join("")}`.trimEnd());
  for (const { name, scores } of scored)
    console.log(`${name.padEnd(92)}${RULES.map((rule) => scores[rule].padEnd(14)).join("")}`.trimEnd());
  for (const rule of RULES) {
    const [right, , withheld, wrong] = SCORES.map(
      (score) => scored.filter(({ scores }) => scores[rule] === score).length,
    );
    console.log(`${rule.padEnd(24)} right ${right}, withheld ${withheld}, wrong and sure ${wrong} of ${scored.length}`);
  }
  console.log(`no case wrong and sure: ${judgeGoal(scored.every(({ scores }) => scores.ours !== "wrong"))}`);
}

/**
 * The six classes without fixed cost and outlier. Of totals alone no share is required to be right: a small fixed cost would
 * explain neighbouring classes (1 and log n, n and n log n) as well, and may not be ruled out.
 */
function printClassesAlone(): void {
  for (const kind of SERIES) {
    const batches = kind.batches === null ? "" : `, ${kind.batches.join("/")} batches`;
    console.log(`\n${kind.name} (${kind.sizes.join("/")} items${batches}), ${seeds} seeds`);
    for (const noise of NOISES) {
      const tallies = tallyClasses(kind, noise, seeds);
      for (const tally of tallies) printClass(noise, tally.growthClass, tally, null);
      const all = addUp(tallies);
      const goals = [
        all.wrong <= (kind.batches === null ? MAX_WRONG_OF_TOTALS : MAX_WRONG) * sumOf(all),
        noise > 0.1 || kind.batches === null || all.right >= 0.95 * sumOf(all),
      ];
      printClass(noise, "all", all, goals.every(Boolean));
    }
  }
}

function addUp(tallies: readonly Tally[]): Omit<Tally, "growthClass"> {
  const total = (field: "right" | "unsure" | "wrong"): number => tallies.reduce((sum, tally) => sum + tally[field], 0);
  return { right: total("right"), unsure: total("unsure"), wrong: total("wrong") };
}

function sumOf({ right, unsure, wrong }: Omit<Tally, "growthClass">): number {
  return right + unsure + wrong;
}

function printClass(noise: number, name: string, tally: Omit<Tally, "growthClass">, isMet: boolean | null): void {
  const share = (count: number): string => `${((100 * count) / sumOf(tally)).toFixed(1)} %`.padStart(8);
  console.log(
    `${`${noise * 100} %`.padEnd(6)}${name.padEnd(9)} right${share(tally.right)}  withheld${share(tally.unsure)}  wrong and sure${share(tally.wrong)}  ${isMet === null ? "" : judgeGoal(isMet)}`.trimEnd(),
  );
}
