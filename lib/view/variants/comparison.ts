import { findLead, isDifference } from "../../core/judgement/comparison/comparison.ts";
import { formatAmount } from "../../core/judgement/text/comparison.ts";
import type { ComparedMeasure, Interval, Judgement } from "../../core/run/judgement.ts";
import type { RunResults } from "../../core/run/results.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { formatErrorShare, formatRoughMultiple, formatScore } from "../../core/words/format.ts";
import { labelScenario } from "../../core/words/names.ts";
import type { TableText } from "../charts/table.ts";
import { formatQuantity } from "../format/format.ts";
import { variantsText as text } from "../text/variants.ts";

/** A variant in one measure: its figure, and where it and its interval lie on the axis, 0–1. */
export type ComparedLane = {
  readonly id: string;
  readonly index: number;
  readonly label: string;
  readonly figure: string;
  readonly range: string;
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** the only one that leads */
  readonly isLeader: boolean;
};

export type ComparedPanel = {
  readonly id: ComparedMeasure["id"];
  readonly title: string;
  /** "careful leads", "no clear difference" */
  readonly verdict: string;
  readonly isClear: boolean;
  readonly lanes: readonly ComparedLane[];
};

/** Whether amounts of cost may be shown: the room learns how they compare, and not what was spent (J4). */
type Audience = "room" | "reader";

/** Measures for which the room's picture has space; the last ones are on the pages. */
const MOST_IN_ROOM = 3;

/** The comparison of a run's variants, measure by measure; empty where its scenarios are sizes, or nothing could be compared. */
export function selectComparison(
  { judgement }: RunResults,
  spec: RunSpec,
  audience: Audience,
): readonly ComparedPanel[] {
  const measures = judgement.comparison?.measures ?? [];
  const known = measures.filter(({ values }) => values.length > 0);
  // busy time without prices shows the same as the time of an item
  const shown = known.filter(({ id, unit }) => audience === "reader" || id !== "cost" || unit !== "s");
  return shown
    .slice(0, audience === "room" ? MOST_IN_ROOM : shown.length)
    .map((measure) => toPanel(measure, spec, audience));
}

function toPanel(measure: ComparedMeasure, spec: RunSpec, audience: Audience): ComparedPanel {
  const { id, values, leaders } = measure;
  const least = Math.min(...values.map(({ value }) => value));
  const format = createFormat(measure, audience === "room" ? least : null);
  // "34 ms to 46 ms" beside "40 ms of compute"
  const formatEnd = (value: number): string =>
    measure.unit === "s" ? formatAmount("ms", value * 1_000) : format(value);
  const place = createAxis(measure);
  const labels = leaders.map((leader) => labelScenario(spec, leader));
  const isClear = leaders.length < values.length;
  return {
    id,
    title: text.titles[id](spec.unit.one),
    verdict: !isClear ? text.noDifference : labels.length === 1 ? text.leads(labels[0] ?? "") : text.lead(labels),
    isClear,
    lanes: values.map(({ scenarioId, value, low, high }) => ({
      id: scenarioId,
      index: spec.scenarios.findIndex((each) => each.id === scenarioId),
      label: labelScenario(spec, scenarioId),
      figure: format(value),
      range: text.between(formatEnd(low), formatEnd(high)),
      at: place(value),
      from: place(low),
      to: place(high),
      isLeader: isClear && leaders.length === 1 && leaders[0] === scenarioId,
    })),
  };
}

/** `least` null: amounts as they are; else cost as a multiple of the cheapest. */
function createFormat({ id, unit }: ComparedMeasure, least: number | null): (value: number) => string {
  if (id === "cost" && least !== null) return (value) => text.times(formatRoughMultiple(value / least));
  return (value) => formatAmount(unit, value);
}

/** Room beyond the values, as a share of their spread, and the least spread of an axis. */
const MARGIN = 0.12;
const LEAST_SPREAD = 0.05;

/** Quality on the part of 0–1 that the intervals take; failures, time and cost from 0, so that twice as much is twice as far. */
function createAxis({ id, values }: ComparedMeasure): (value: number) => number {
  const [least, most] = [Math.min(...values.map(({ low }) => low)), Math.max(...values.map(({ high }) => high))];
  const isScore = id === "quality";
  const spread = Math.max(most - least, LEAST_SPREAD);
  const from = isScore ? Math.max(0, Math.min(least, 1 - spread) - MARGIN * spread) : 0;
  const to = isScore ? Math.min(1, most + MARGIN * spread) : most * (1 + MARGIN / 2);
  return (value) => (to > from ? Math.min(1, Math.max(0, (value - from) / (to - from))) : 0);
}

/** A lead in one figure for the picture: "3.8×", "as fast: fast against careful". */
export type LeadFigure = { readonly id: "time" | "quality"; readonly value: string; readonly note: string };

/** The two figures beside the picture: how far the best is ahead, or that nobody is. */
export function selectLeadFigures({ judgement }: Pick<RunResults, "judgement">, spec: RunSpec): readonly LeadFigure[] {
  return (["time", "quality"] as const).flatMap((id): readonly LeadFigure[] => {
    const measure = judgement.comparison?.measures.find((each) => each.id === id && each.values.length > 0);
    if (measure === undefined) return [];
    const lead = selectLead(measure, spec);
    const { figures } = text;
    if (lead === null) {
      if (measure.leaders.length < measure.values.length) return [];
      return [{ id, value: text.equal, note: id === "time" ? figures.sameTime : figures.sameQuality }];
    }
    const { value } = lead.difference;
    return id === "time"
      ? [{ id, value: text.times(formatRoughMultiple(value)), note: figures.fastest(lead.leader, lead.next) }]
      : [{ id, value: `+${formatScore(value)}`, note: figures.better(lead.leader, lead.next) }];
  });
}

function selectLead(
  measure: ComparedMeasure,
  spec: RunSpec,
): { readonly leader: string; readonly next: string; readonly difference: Interval } | null {
  const [leader, ...others] = measure.leaders;
  if (leader === undefined || others.length > 0) return null;
  const sign = measure.id === "quality" ? -1 : 1;
  const [next] = measure.values
    .filter(({ scenarioId }) => scenarioId !== leader)
    .toSorted((one, other) => sign * (one.value - other.value));
  const difference = next === undefined ? null : findLead(measure, leader, next.scenarioId);
  if (next === undefined || difference === null) return null;
  return { leader: labelScenario(spec, leader), next: labelScenario(spec, next.scenarioId), difference };
}

/** A row a variant: each figure with its interval. */
export function toComparisonTable(results: RunResults, spec: RunSpec): TableText {
  const panels = selectComparison(results, spec, "reader");
  return {
    caption: text.table.caption,
    head: [text.table.variant, ...panels.map(({ title }) => title)],
    rows: spec.scenarios.map(({ id, label }) => [
      label,
      ...panels.map(({ lanes }) => {
        const lane = lanes.find((each) => each.id === id);
        return lane === undefined ? "–" : `${lane.figure} (${lane.range})`;
      }),
    ]),
  };
}

/** A row for each pair of variants and measure. */
export function toPairTable({ comparison }: Pick<Judgement, "comparison">, spec: RunSpec): TableText {
  const rows = (comparison?.measures ?? []).flatMap(({ id, pairs }) =>
    pairs.map(({ firstId, secondId, difference, isBeyondNoise }) => {
      const format = (value: number): string =>
        isDifference({ id }) ? formatSigned(id, value) : text.times(formatRoughMultiple(value));
      return [
        text.pairs.pair(labelScenario(spec, firstId), labelScenario(spec, secondId)),
        text.titles[id](spec.unit.one),
        format(difference.value),
        format(difference.low),
        format(difference.high),
        isBeyondNoise ? text.pairs.yes : text.pairs.no,
      ];
    }),
  );
  return { caption: text.pairs.caption, head: text.pairs.head, rows };
}

function formatSigned(id: ComparedMeasure["id"], value: number): string {
  const rounded = Number(value.toFixed(3));
  const size = Math.abs(rounded);
  return `${rounded < 0 ? "−" : "+"}${id === "failures" ? formatErrorShare(size) : size.toFixed(3).replace(/^0\./, ".")}`;
}

/** "250 mails compared in pairs." */
export function describePaired({ comparison }: Pick<Judgement, "comparison">, spec: RunSpec): string {
  return text.paired(formatQuantity(comparison?.items ?? 0, spec.unit));
}
