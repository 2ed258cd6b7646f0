import { row } from "../text/statement.ts";
import { joinNames } from "../../words/names.ts";
import { sum } from "../growth/fit.ts";
import type { JudgementInput, ScenarioFigures } from "../input.ts";
import type { Pattern } from "../../run/judgement.ts";
import { isWhole, selectStarted, selectComparable } from "../figures.ts";
import { toPattern, formatScales } from "./pattern.ts";
import { formatScore, formatShare, formatTarget } from "../../words/format.ts";

/** Within this of the best, quality counts as held. */
const HELD_WITHIN = 0.05;
/** Below this, a difference of quality is none. */
const LEAST_DROP = 0.02;

type Scored = ScenarioFigures & { readonly quality: number };

export function findQualityPatterns({ scenarios }: JudgementInput): readonly Pattern[] {
  const scored = selectComparable(scenarios).filter((each): each is Scored => each.quality !== null);
  return [...findTarget(scored), ...findHeld(scored), ...findSkewed(scored), ...findErrors(selectStarted(scenarios))];
}

/** k of n scenarios reach the quality that was expected of them; what is not whole has reached nothing yet. */
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
    const text = `Quality reaches its target ${formatScales(of, of)}.`;
    return [toPattern({ id: "quality-at-target", kind: "success", support: of, of, text, rows })];
  }
  const words = missed.map(
    ({ each, target }) => `${each.label} ${formatScore(each.quality, target)} of ${formatTarget(target)}`,
  );
  const text = `Quality misses its target ${formatScales(missed.length, of)}: ${words.join(", ")}.`;
  return [toPattern({ id: "quality-below-target", kind: "failure", support: missed.length, of, text, rows })];
}

/** Quality within .05 of the best, or falling with each size. */
function findHeld(scored: readonly Scored[]): readonly Pattern[] {
  const of = scored.length;
  if (of < 2) return [];
  const best = Math.max(...scored.map(({ quality }) => quality));
  const held = scored.filter(({ quality }) => quality >= best - HELD_WITHIN);
  const rows = scored.map(({ id, quality }) => row("quality", id, quality, "score"));
  if (held.length === of) {
    const text = `Quality stays within ${formatScore(HELD_WITHIN)} of its best ${formatScales(of, of)}.`;
    return [toPattern({ id: "quality-holds", kind: "success", support: of, of, text, rows })];
  }
  if (scored.slice(1).some(({ items }, i) => items === scored[i]?.items)) return [];
  const falls = scored.slice(1).filter(({ quality }, i) => quality < (scored[i]?.quality ?? 0) - LEAST_DROP / 2).length;
  if (falls < of - 1) return [];
  const text = `Quality falls with every step up in size: ${scored.map(({ quality }) => formatScore(quality)).join(", ")}.`;
  return [toPattern({ id: "quality-falls-with-size", kind: "failure", support: falls, of: of - 1, text, rows })];
}

/** Scenarios with skewed or clustered data below all those with uniform data. */
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
  const kinds = joinNames([...new Set(below.map(({ run }) => run?.distribution ?? ""))]);
  const alsoLarger = Math.min(...below.map(({ items }) => items)) > Math.max(...uniform.map(({ items }) => items));
  const aside = alsoLarger ? "; that is also the larger size, so either may be why" : "";
  return [
    toPattern({
      id: "quality-drops-with-uneven-data",
      kind: "failure",
      support: below.length,
      of: uneven.length,
      text: `Quality is ${formatScore(drop)} lower with ${kinds} data${aside}.`,
      rows: [...uniform, ...below].map(({ id, quality }) => row("quality", id, quality, "score")),
      tone: alsoLarger ? "unsure" : "bad",
    }),
  ];
}

/** No item failed, or errors above what is tolerated. */
function findErrors(started: readonly ScenarioFigures[]): readonly Pattern[] {
  const told = started.flatMap(({ id, label, itemsDone, itemsFailed }) =>
    itemsFailed === null ? [] : [{ id, label, rate: Math.min(1, itemsFailed / itemsDone) }],
  );
  const of = told.length;
  const failing = told.filter(({ rate }) => rate > 0);
  if (of === 0) return [];
  const rows = told.map(({ id, rate }) => row("error rate", id, rate, "share"));
  if (failing.length === 0) {
    const text = of === 1 ? "No item failed." : "No item failed at any scale.";
    return [toPattern({ id: "no-errors", kind: "success", support: of, of, text, rows })];
  }
  const rates = failing.map(({ label, rate }) => `${label} ${formatShare(rate)}`);
  const text = `Items failed ${formatScales(failing.length, of)}: ${rates.join(", ")}.`;
  return [toPattern({ id: "items-failed", kind: "failure", support: failing.length, of, text, rows })];
}
