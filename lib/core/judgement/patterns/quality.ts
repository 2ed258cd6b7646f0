import { row } from "../text/statement.ts";
import { sum } from "simple-statistics";
import { qualityPatterns } from "../text/quality.ts";
import type { JudgementInput, ScenarioFigures } from "../input.ts";
import type { Pattern } from "../../run/judgement.ts";
import { hasEnoughItems, MINIMA } from "../evidence.ts";
import {
  computeErrorRate,
  countSucceeded,
  isWhole,
  QUALITY_HELD_WITHIN,
  selectStarted,
  selectComparable,
  selectQuality,
} from "../figures.ts";
import { toPattern } from "./pattern.ts";

/** A smaller difference of quality than this does not count. */
const LEAST_DROP = 0.02;

type Scored = ScenarioFigures & { readonly quality: number };

export function findQualityPatterns({ scenarios }: JudgementInput): readonly Pattern[] {
  const scored = selectComparable(scenarios)
    .filter(hasEnoughItems)
    .flatMap((each): readonly Scored[] => {
      const quality = selectQuality(each);
      return quality === null ? [] : [{ ...each, quality }];
    });
  return [...findTarget(scored), ...findHeld(scored), ...findSkewed(scored), ...findErrors(selectStarted(scenarios))];
}

/** Whether whole scenarios reach their target quality; partial ones are not judged yet. */
function findTarget(scored: readonly Scored[]): readonly Pattern[] {
  const expected = scored.flatMap((each) =>
    each.run === null || !isWhole(each) ? [] : [{ each, target: each.run.targetQuality }],
  );
  const missed = expected.filter(({ each, target }) => each.quality < target);
  const of = expected.length;
  if (of === 0) return [];
  const rows = expected.flatMap(({ each, target }) => [
    row("quality", each.id, each.quality, "score"),
    row("target", each.id, target, "score"),
  ]);
  if (missed.length === 0) {
    const text = qualityPatterns.atTarget(of);
    return [toPattern({ id: "quality-at-target", kind: "success", support: of, of, text, rows })];
  }
  const shortfalls = missed.map(({ each: { label, quality }, target }) => ({ label, quality, target }));
  const text = qualityPatterns.belowTarget(shortfalls, of);
  return [toPattern({ id: "quality-below-target", kind: "failure", support: missed.length, of, text, rows })];
}

/** Quality within .05 of the best at every size, or dropping with every larger size. */
function findHeld(scored: readonly Scored[]): readonly Pattern[] {
  const of = scored.length;
  if (of < 2) return [];
  const best = Math.max(...scored.map(({ quality }) => quality));
  const held = scored.filter(({ quality }) => quality >= best - QUALITY_HELD_WITHIN);
  const rows = scored.map(({ id, quality }) => row("quality", id, quality, "score"));
  if (held.length === of) {
    const text = qualityPatterns.holds(QUALITY_HELD_WITHIN, of);
    return [toPattern({ id: "quality-holds", kind: "success", support: of, of, text, rows })];
  }
  if (scored.slice(1).some(({ items }, i) => items === scored[i]?.items)) return [];
  const falls = scored.slice(1).filter(({ quality }, i) => quality < (scored[i]?.quality ?? 0) - LEAST_DROP / 2).length;
  if (falls < of - 1) return [];
  const text = qualityPatterns.fallsWithSize(scored.map(({ quality }) => quality));
  return [toPattern({ id: "quality-falls-with-size", kind: "failure", support: falls, of: of - 1, text, rows })];
}

/** Scenarios with skewed or clustered data whose quality is below that of all with uniform data. */
function findSkewed(scored: readonly Scored[]): readonly Pattern[] {
  const uniform = scored.filter(({ run }) => run?.distribution === "uniform");
  const uneven = scored.filter(({ run }) => run !== null && run.distribution !== "uniform");
  if (uniform.length === 0 || uneven.length === 0) return [];
  const lowest = Math.min(...uniform.map(({ quality }) => quality));
  const below = uneven.filter(({ quality }) => quality < lowest - LEAST_DROP);
  if (below.length === 0) return [];
  const drop =
    sum(uniform.map(({ quality }) => quality)) / uniform.length -
    sum(below.map(({ quality }) => quality)) / below.length;
  const kinds = [...new Set(below.map(({ run }) => run?.distribution ?? ""))];
  const alsoLarger = Math.min(...below.map(({ items }) => items)) > Math.max(...uniform.map(({ items }) => items));
  return [
    toPattern({
      id: "quality-drops-with-uneven-data",
      kind: "failure",
      support: below.length,
      of: uneven.length,
      text: qualityPatterns.dropsWithUnevenData(drop, kinds, alsoLarger),
      rows: [...uniform, ...below].map(({ id, quality }) => row("quality", id, quality, "score")),
      tone: alsoLarger ? "unsure" : "bad",
    }),
  ];
}

/** Whether any item failed that no injected fault made fail; that none did is said only of sizes with enough items. */
function findErrors(started: readonly ScenarioFigures[]): readonly Pattern[] {
  const rates = started.flatMap((each) => {
    const rate = computeErrorRate(each);
    return rate === null
      ? []
      : [{ id: each.id, label: each.label, rate, isEnough: countSucceeded(each) >= MINIMA.items }];
  });
  const failing = rates.filter(({ rate }) => rate > 0);
  const counted = failing.length > 0 ? rates : rates.filter(({ isEnough }) => isEnough);
  const of = counted.length;
  if (of === 0) return [];
  const rows = counted.map(({ id, rate }) => row("error rate", id, rate, "share"));
  if (failing.length === 0) {
    const text = qualityPatterns.noErrors(of);
    return [toPattern({ id: "no-errors", kind: "success", support: of, of, text, rows })];
  }
  const text = qualityPatterns.itemsFailed(failing, of);
  return [toPattern({ id: "items-failed", kind: "failure", support: failing.length, of, text, rows })];
}
