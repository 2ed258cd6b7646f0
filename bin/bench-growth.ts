import { judgeGoal } from "./goals.ts";
import { SERIES, tallyClasses, type Tally } from "../tests/core/support/growth-series.ts";

/**
 * Measures how often the growth class is right, over seeded synthetic series of each class. `npm run bench:growth [seeds]`.
 * Goals at 5 % noise: right in ≥95 %; at 20 %: right or unsure in ≥95 %, so wrong and sure in ≤5 %. Three totals alone
 * cannot separate neighbouring classes (1 and log n, n and n log n) this well: under normal noise, any rule that accepts 95 % of the
 * right ones at 5 % noise accepts about 8 % wrong ones at 20 %. For these series the goals apply to all classes together.
 */
const seeds = Number(process.argv[2] ?? "200");
for (const { name, ...kind } of SERIES) {
  const batches = kind.batches === null ? "" : `, ${kind.batches.join("/")} batches`;
  const areThreeTotals = kind.batches === null && kind.sizes.length === 3;
  console.log(`\n${name} (${kind.sizes.join("/")} items${batches}), ${seeds} seeds`);
  for (const noise of [0.05, 0.2]) {
    const tallies = tallyClasses({ name, ...kind }, noise, seeds);
    for (const tally of tallies) print(noise, tally.growthClass, tally, !areThreeTotals);
    print(noise, "all", addUp(tallies), true);
  }
}

function addUp(tallies: readonly Tally[]): Omit<Tally, "growthClass"> {
  const total = (field: "right" | "unsure" | "wrong"): number => tallies.reduce((sum, tally) => sum + tally[field], 0);
  return { right: total("right"), unsure: total("unsure"), wrong: total("wrong") };
}

function print(
  noise: number,
  name: string,
  { right, unsure, wrong }: Omit<Tally, "growthClass">,
  hasGoal: boolean,
): void {
  const all = right + unsure + wrong;
  const share = (count: number): string => `${((100 * count) / all).toFixed(1)} %`.padStart(8);
  const met = noise < 0.1 ? right >= 0.95 * all : wrong <= 0.05 * all;
  console.log(
    `${`${noise * 100} %`.padEnd(6)}${name.padEnd(9)} right${share(right)}  not enough evidence${share(unsure)}  wrong and sure${share(wrong)}  ${hasGoal ? judgeGoal(met) : ""}`.trimEnd(),
  );
}
