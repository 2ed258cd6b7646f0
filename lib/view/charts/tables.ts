import type { RunState } from "../../core/run/state.ts";
import { formatMoment, formatPercent, formatQuality } from "../format/format.ts";
import { selectQualityTable } from "./quality.ts";
import { selectTimelineTable, type TimelineModel } from "../timeline/timeline.ts";
import type { TableText } from "./table.ts";
import { chartText, qualityText, timelineText } from "../text/charts.ts";

export function toTimelineTable(model: TimelineModel): TableText {
  const spans = selectTimelineTable(model).map((span) => [
    span.scenario,
    span.what,
    formatMoment(span.fromMs),
    formatMoment(span.toMs),
  ]);
  const releases = model.releases.map((release) => [
    chartText.allScenarios,
    `${formatPercent(release.percent)} ${release.text}`,
    formatMoment(release.atMs),
    "",
  ]);
  const marks = model.rows.flatMap(({ label, faults, marks }) => [
    ...faults.map(({ fault, fromMs, toMs }) => [
      label,
      timelineText.faultButton(fault),
      formatMoment(fromMs),
      toMs > fromMs ? formatMoment(toMs) : "",
    ]),
    ...marks.map(({ text, atMs }) => [label, text, formatMoment(atMs), ""]),
  ]);
  const moments = model.moments.map(({ text, atMs }) => [chartText.allScenarios, text, formatMoment(atMs), ""]);
  const expected = model.rows.flatMap(({ label, projection }) =>
    projection === null ? [] : [[label, timelineText.expectedEnd, formatMoment(projection.finish.atMs), ""]],
  );
  return {
    caption: timelineText.caption,
    head: timelineText.head,
    rows: [...spans, ...marks, ...releases, ...moments, ...expected],
  };
}

export function toQualityTable(state: RunState): TableText {
  return {
    caption: qualityText.caption,
    head: [chartText.scenario, ...state.spec.milestones.map(formatPercent), qualityText.now],
    rows: selectQualityTable(state).map((row) => [row.label, ...row.at.map(formatQuality), formatQuality(row.now)]),
  };
}
