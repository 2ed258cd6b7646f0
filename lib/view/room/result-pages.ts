import type { Judgement, QualityRank, Statement } from "../../core/run/judgement.ts";
import type { RunResults } from "../../core/run/results.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { formatScore } from "../../core/words/format.ts";
import type { TableText } from "../charts/table.ts";
import { formatQuantity } from "../format/format.ts";
import { selectQualityExclusion } from "../growth/exclusions.ts";
import { selectGrowth } from "../growth/growth.ts";
import { toGrowthTable } from "../growth/table.ts";
import { resultPictureText as text } from "../text/results.ts";
import { runText } from "../text/run.ts";

/** All pages of a result, in the order in which a clicker turns them. None of the cost, which the audience does not learn (J4). */
export const RESULT_PAGES = ["picture", "growth", "quality", "advice"] as const;
export type ResultPageName = (typeof RESULT_PAGES)[number];

/** The pages of this result: `programme.page` counts these. One that has nothing to say is left out. */
export function selectResultPages({ judgement }: RunResults): readonly ResultPageName[] {
  const { growth, comparison, ranks, recommendation, patterns } = judgement;
  const says: { readonly [page in ResultPageName]: boolean } = {
    picture: true,
    growth: comparison === undefined && growth.times.length + growth.excluded.length > 1,
    quality: ranks.some(({ quality }) => quality !== null),
    advice: recommendation.reasons.length + patterns.length > 0,
  };
  return RESULT_PAGES.filter((page) => says[page]);
}

export type PageRow = {
  readonly id: string;
  /** null: all scenarios together */
  readonly index: number | null;
  readonly label: string;
  readonly size: string;
  /** 0–1; null: no bar */
  readonly share: number | null;
  readonly target: number | null;
  readonly figure: string;
  readonly note: string;
  readonly tone: Statement["tone"];
};

/** Each size with its time, and the growth from the size before. */
export function selectGrowthTable(results: RunResults, spec: RunSpec): TableText {
  return toGrowthTable(selectGrowth(results, spec, { asked: null, scale: "log" }), spec.unit);
}

const RANK_TONES: { readonly [rank in QualityRank]: Statement["tone"] } = {
  excellent: "good",
  good: "good",
  basic: "unsure",
  below: "bad",
};

export function selectQualityRows(results: RunResults, spec: RunSpec): readonly PageRow[] {
  return results.scenarios.flatMap((scenario, index): readonly PageRow[] => {
    const { scenarioId: id, label, items } = scenario;
    const ranked = results.judgement.ranks.find(({ scenarioId }) => scenarioId === id);
    if (ranked?.quality == null) return [];
    const { quality, target, rank } = ranked;
    const exclusion = selectQualityExclusion(results, id);
    const tone = rank === null ? "neutral" : RANK_TONES[rank];
    const note = exclusion ?? (rank === null ? "" : runText.ranks[rank]);
    const size = formatQuantity(items, spec.unit);
    return [
      { id, index, label, size, share: quality, target, figure: formatScore(quality, target ?? undefined), note, tone },
    ];
  });
}

export function selectQualityStatement({ comparison, comparative }: Judgement): Statement | null {
  if (comparison !== undefined) return comparison.measures.find(({ id }) => id === "quality")?.statement ?? null;
  return comparative.find(({ id }) => id === "quality-scaling")?.statement ?? null;
}

/** One point for or against a size, or a pattern with how often it was seen; of a variant its figures. */
export type PagePoint = {
  readonly text: string;
  readonly tone: Statement["tone"];
  readonly note: string;
  readonly variant: { readonly index: number; readonly label: string; readonly isChosen: boolean } | null;
};

const MOST_POINTS = 6;

/** The reasons for the recommendation, then what the data show. */
export function selectPoints({ comparison, recommendation, patterns }: Judgement, spec: RunSpec): readonly PagePoint[] {
  const reasons = recommendation.reasons.map(({ text: said, tone }): PagePoint => {
    const point = { text: said, tone, note: "", variant: null };
    return comparison === undefined ? point : toVariantPoint(point, recommendation.scenarioId, spec);
  });
  const found = patterns.map(({ kind, statement, support, of }): PagePoint => {
    const tone = kind === "success" ? "good" : "bad";
    return { text: statement.text, tone, note: text.pages.patternOf(support, of), variant: null };
  });
  const shown = reasons.slice(0, Math.max(3, MOST_POINTS - found.length));
  return [...shown, ...found].slice(0, MOST_POINTS);
}

/** "strict: quality .93, 54 ms per item." with its name apart. */
function toVariantPoint(point: PagePoint, chosenId: string | null, { scenarios }: RunSpec): PagePoint {
  const index = scenarios.findIndex(({ label }) => point.text.startsWith(`${label}: `));
  const variant = scenarios[index];
  if (variant === undefined) return point;
  const { id, label } = variant;
  const isChosen = id === chosenId;
  return {
    ...point,
    text: point.text.slice(label.length + 2),
    note: isChosen ? text.pages.recommended : "",
    variant: { index, label, isChosen },
  };
}
