import type { RunState } from "../../core/run/state.ts";
import { formatPercent } from "../../core/words/names.ts";
import { formatMoment, formatQuality, keepUnits } from "../format/format.ts";
import { selectQualityTable } from "./quality.ts";
import { selectTimelineTable, type TimelineModel } from "../timeline/timeline.ts";
import type { TableText } from "./table.ts";

export function toTimelineTable(model: TimelineModel): TableText {
  const spans = selectTimelineTable(model).map((span) => [
    span.scenario,
    span.what,
    formatMoment(span.fromMs),
    formatMoment(span.toMs),
  ]);
  const releases = model.releases.map((release) => [
    "all",
    keepUnits(`${formatPercent(release.percent)} ${release.text}`),
    formatMoment(release.atMs),
    "",
  ]);
  const marks = model.rows.flatMap(({ label, faults, marks }) => [
    ...faults.map(({ fault, fromMs, toMs }) => [
      label,
      `fault button: ${fault}`,
      formatMoment(fromMs),
      toMs > fromMs ? formatMoment(toMs) : "",
    ]),
    ...marks.map(({ text, atMs }) => [label, text, formatMoment(atMs), ""]),
  ]);
  const moments = model.moments.map(({ text, atMs }) => ["all", text, formatMoment(atMs), ""]);
  const expected = model.rows.flatMap(({ label, projection }) =>
    projection === null ? [] : [[label, "expected to end", formatMoment(projection.finish.atMs), ""]],
  );
  return {
    caption: "What each scenario did when, in run time",
    head: ["Scenario", "What", "From", "To"],
    rows: [...spans, ...marks, ...releases, ...moments, ...expected],
  };
}

export function toQualityTable(state: RunState): TableText {
  return {
    caption: "Quality of each scenario at its milestones",
    head: ["Scenario", ...state.spec.milestones.map((percent) => keepUnits(formatPercent(percent))), "Now"],
    rows: selectQualityTable(state).map((row) => [row.label, ...row.at.map(formatQuality), formatQuality(row.now)]),
  };
}
