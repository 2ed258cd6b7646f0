import { SERIES, tallyClasses } from "../tests/core/support/growth-series.ts";

/**
 * How often the growth class is told rightly, over seeded synthetic series of each class. `npm run bench:growth [seeds]`.
 * Goals at 5 % noise: right in ≥95 %; at 20 %: right or unsure in ≥95 %, so wrong and sure in ≤5 %.
 */
const seeds = Number(process.argv[2] ?? "200");
for (const kind of SERIES) {
  console.log(
    `\n${kind.name} (${kind.sizes.join("/")} items${kind.batches === null ? "" : `, ${kind.batches.join("/")} batches`}), ${seeds} seeds`,
  );
  for (const noise of [0.05, 0.2]) {
    const tallies = tallyClasses(kind, noise, seeds);
    for (const { growthClass, right, unsure, wrong } of tallies) {
      const met = noise < 0.1 ? right >= 0.95 * seeds : wrong <= 0.05 * seeds;
      const share = (count: number): string => `${((100 * count) / seeds).toFixed(1)} %`.padStart(8);
      console.log(
        `${`${noise * 100} %`.padEnd(6)}${growthClass.padEnd(9)} right${share(right)}  not enough evidence${share(unsure)}  wrong and sure${share(wrong)}  ${met ? "met" : "MISSED"}`,
      );
    }
  }
}
