import type { RunResults } from "../../core/run/results.ts";
import type { RunState } from "../../core/run/state.ts";
import { selectScenarioSummaries } from "../console/scenario-summary.ts";
import { formatEvidence } from "../format/evidence.ts";
import { formatDuration, formatPercent, formatQuality, formatQuantity } from "../format/format.ts";
import { foldText as text } from "../text/folds.ts";
import { growthPanelText } from "../text/results.ts";
import { selectTiles } from "./results.ts";

export type FoldHints = {
  readonly [section in "judgement" | "scenarios" | "growth" | "timeline" | "quality" | "resources" | "cost"]: string;
};

/** What each section of a run's page holds, in a few words; "" where nothing is known. */
export function selectFoldHints(state: RunState, { judgement }: RunResults): FoldHints {
  const summaries = selectScenarioSummaries(state);
  const tiles = selectTiles(judgement);
  const judged = tiles.filter(({ verdict }) => verdict === "pass" || verdict === "fail");
  const scored = summaries.filter(({ quality }) => quality !== null);
  const warnings = judgement.growth.warnings.length;
  const peaks = judgement.resources.flatMap(({ peakMemoryMb }) => peakMemoryMb ?? []);
  return {
    judgement:
      judged.length === 0
        ? ""
        : text.verdicts(judged.filter(({ verdict }) => verdict === "pass").length, judged.length),
    scenarios: joinFigures(summaries.map(({ label, percent }) => [label, formatPercent(percent)])),
    growth: [
      ...(judgement.projections.length === 0 ? [] : [formatQuantity(judgement.projections.length, text.forecast)]),
      ...(warnings === 0 ? [] : [growthPanelText.warnings(warnings)]),
    ].join(", "),
    timeline: [
      formatDuration(state.atMs),
      ...(state.spec.milestones.length === 0 ? [] : [formatQuantity(state.spec.milestones.length, text.milestone)]),
    ].join(", "),
    quality: joinFigures(scored.map(({ label, quality }) => [label, formatQuality(quality)])),
    resources: peaks.length === 0 ? "" : text.peak(formatEvidence(Math.max(...peaks), "MB")),
    cost: tiles.find(({ id }) => id === "cost" || id === "compute-time")?.value ?? "",
  };
}

/** What fits beside a title. */
const MOST_LETTERS = 80;

/** "simple 100 %, medium 45 %"; without the names where they are too long for a line. */
function joinFigures(figures: readonly (readonly [label: string, figure: string])[]): string {
  const named = figures.map(([label, figure]) => text.figure(label, figure)).join(", ");
  return named.length <= MOST_LETTERS ? named : figures.map(([, figure]) => figure).join(", ");
}
