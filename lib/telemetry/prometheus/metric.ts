import type { DurationCounts } from "../../core/ports/process-figures.ts";

export type Metric<Label extends string = string> = {
  readonly type: "gauge" | "counter" | "histogram";
  readonly help: string;
  readonly labels: readonly Label[];
};
export type Labels<Label extends string = string> = { readonly [label in Label]: string };

type Of<Type extends Metric["type"], Label extends string> = Metric<Label> & { readonly type: Type };

export function gauge<const Label extends string = never>(
  help: string,
  labels: readonly Label[] = [],
): Of<"gauge", Label> {
  return { type: "gauge", help, labels };
}

/** Of a name that ends with `_total`. */
export function counter<const Label extends string = never>(
  help: string,
  labels: readonly Label[] = [],
): Of<"counter", Label> {
  return { type: "counter", help, labels };
}

export function histogram<const Label extends string = never>(
  help: string,
  labels: readonly Label[] = [],
): Of<"histogram", Label> {
  return { type: "histogram", help, labels };
}

/** A figure is a number, and for a histogram its counts. */
export type FigureOf<Any extends Metric> = Any["type"] extends "histogram" ? DurationCounts : number;
