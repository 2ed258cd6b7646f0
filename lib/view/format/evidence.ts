import type { MetricTarget } from "../../core/run/metrics.ts";
import { formatBound } from "../../core/words/format.ts";
import { formatCount, formatDuration, formatPercent } from "./format.ts";
import { costlyItemsText } from "../text/results.ts";

const NBSP = "\u00a0";

/** A figure of a judgement with its unit; an en dash for an unknown one. */
export function formatEvidence(value: number | null, unit: string): string {
  if (value === null || !Number.isFinite(value)) return "–";
  switch (unit) {
    case "ms":
      return formatDuration(value);
    case "s":
      return formatDuration(value * 1_000);
    case "share":
      return formatPercent(roundTo(value * 100, 1));
    case "score":
      return formatScore(value);
    case "ratio":
      return formatScore(value);
    case "items":
    case "tokens":
      return `${formatCount(roundTo(value, 1))}${NBSP}${unit}`;
    default:
      return unit === "" ? formatPlain(value) : `${formatPlain(value)}${NBSP}${unit}`;
  }
}

/** ".913", "1.18", "12": three significant digits, no zero before the point. */
export function formatScore(value: number): string {
  if (value === 0) return "0";
  if (Math.abs(value) >= 100) return formatCount(Math.round(value));
  const text = Math.abs(value) >= 10 ? value.toFixed(1) : Math.abs(value) >= 1 ? value.toFixed(2) : value.toFixed(3);
  return text.replace(/^(-?)0\./, "$1.");
}

const SIGNS = { "<": "<", "<=": "≤", ">": ">", ">=": "≥", "=": "=" } as const;

/** "> .5", "< 30 s" */
export function formatTarget({ comparison, value }: MetricTarget, unit = "ratio"): string {
  const bound = unit === "ratio" || unit === "" ? formatBound(value) : formatEvidence(value, unit);
  return `${SIGNS[comparison]}${NBSP}${bound}`;
}

/** "3.4×" */
export function formatTimes(value: number): string {
  return `${formatScore(value)}×`;
}

/** An amount in the operator's currency; amounts below 1 keep two significant digits. */
export function formatMoney(amount: number, currency: string): string {
  const digits = amount !== 0 && Math.abs(amount) < 1 ? { maximumSignificantDigits: 2 } : {};
  return new Intl.NumberFormat("en-US", { style: "currency", currency, ...digits }).format(amount);
}

function formatPlain(value: number): string {
  return Math.abs(value) >= 1_000 ? formatCount(Math.round(value)) : String(Number(value.toPrecision(3)));
}

function roundTo(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

/** "spam recall" */
export function toMetricName(id: string): string {
  return id.replaceAll("_", " ");
}

/** What an item cost: quality points, "1.2 points" being .012, or time. */
export function formatLoss(loss: number, unit: "share" | "ms"): string {
  if (unit === "ms") return formatDuration(loss);
  const points = loss * 100;
  if (points === 0) return "0";
  return costlyItemsText.points(points < 0.01 ? "<.01" : formatBound(Number(points.toPrecision(2)))).replace(" ", NBSP);
}
