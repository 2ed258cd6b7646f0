import {
  formatCount,
  formatDuration,
  formatFactor,
  formatQuantity,
  formatScore,
  formatShare,
  formatTarget,
} from "../../words/format.ts";
import { pluralize, type Noun } from "../../words/plural.ts";

/** The recommended size, with pros and cons of each. */
export const recommendationText = {
  none: (isLive: boolean, why: string) => `No size can be recommended${isLive ? " yet" : ""}: ${why}.`,
  nothingFinished: "no items were finished",
  noQuality: "no quality is known",
  noneWithinLimits: "no size met its limits",
  noComparison: "there is no other size to compare with",
  use: (label: string, items: number, unit: Noun, isLargest: boolean, isLive: boolean) =>
    `${isLive ? "So far: use" : "Use"} ${label} (${formatQuantity(items, unit)}): ${isLargest ? "the largest size measured; it meets its limits for quality, errors and time per item" : "the largest size that meets every limit"}.`,
  cons: (label: string, cons: readonly string[]) => `${label}: ${cons.join("; ")}.`,
  chosen: (label: string, figures: Measured) =>
    `${label}: a good balance of load and speed, ${formatMeasured(figures)}.`,
  withinLimits: (label: string, figures: Measured, isBesideChosen: boolean, isTooSmall: boolean) =>
    `${label}: ${isBesideChosen ? "also " : ""}meets every limit (${formatMeasured(figures)})${isTooSmall ? ", but too small to reveal scaling problems" : ""}.`,
} as const;

/** Reasons against a size, after its name. */
export const conText = {
  nothingFinished: "finished no items",
  failed: "failed",
  unfinished: (done: number, items: number) => `finished ${formatCount(done)} of ${formatCount(items)}`,
  unknownQuality: "quality unknown",
  quality: (quality: number, target: number) =>
    `quality ${formatScore(quality, target)} misses its target of ${formatTarget(target)}`,
  errors: (rate: number, tolerance: number) => `${formatShare(rate, tolerance)} of its items failed`,
  cost: (relativeCost: number, isRetried: boolean) =>
    `an item takes ${formatFactor(relativeCost)}× the time of the cheapest${isRetried ? ", discarded work included" : ""}`,
} as const;

type Measured = { readonly quality: number | null; readonly perItemMs: number | null };

function formatMeasured({ quality, perItemMs }: Measured): string {
  return [
    ...(quality === null ? [] : [`quality ${formatScore(quality)}`]),
    ...(perItemMs === null ? [] : [`${formatDuration(perItemMs)} per item`]),
  ].join(" at ");
}

export const productionText = {
  /** `workers` keep up with the rate, by Little's law. */
  capacity: (items: number, responseTimeMs: number, workers: number, perSecond: number, unit: Noun) =>
    `In production: batches of ${formatCount(items)}, about ${formatDuration(responseTimeMs)} each; ${workers === 1 ? "one" : formatCount(workers)} ${pluralize(workers, { one: "worker sustains", many: "workers sustain" })} ${formatFactor(perSecond)} ${unit.many}/s.`,
} as const;
