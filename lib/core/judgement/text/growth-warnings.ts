import { formatDuration } from "../../words/format.ts";
import { joinNames } from "../../words/names.ts";

/** What makes the times less comparable than they look. */
export const growthWarnings = {
  skillChanged: (from: string, to: string) =>
    `The skill changed from version ${from} to ${to} during the run: the figures mix both.`,
  workers: (counts: readonly { readonly label: string; readonly count: number }[]) =>
    `Worker counts differ (${counts.map(({ label, count }) => `${label} ${count}`).join(", ")}): CPU queueing is excluded from the times, contention for other resources is not.`,
  faults: (labels: readonly string[]) =>
    `A fault was injected into ${joinNames(labels)}: the extra time it caused is excluded as far as it was measured.`,
  retried: (labels: readonly string[]) =>
    labels.length === 1
      ? `${joinNames(labels)} was retried: its time includes the discarded work.`
      : `${joinNames(labels)} were retried: their times include the discarded work.`,
  points: (apart: readonly { readonly label: string; readonly pointsMs: number; readonly totalMs: number }[]) =>
    `The points contradict the totals: ${joinNames(apart.map(({ label, pointsMs, totalMs }) => `the points of ${label} add up to ${formatDuration(pointsMs)}, its total is ${formatDuration(totalMs)}`))}.`,
  projected: (labels: readonly string[], unit: string) =>
    `The time of ${joinNames(labels)} is projected from the completed ${unit} to all of them.`,
} as const;
