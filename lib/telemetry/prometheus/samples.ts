import type { DurationCounts } from "../../core/ports/process-figures.ts";
import { toLabelValue } from "./label-value.ts";
import type { FigureOf, Labels, Metric } from "./metric.ts";
import { RUN_METRICS } from "./run-metrics.ts";
import { SERVER_METRICS } from "./server-metrics.ts";

export const METRICS = { ...SERVER_METRICS, ...RUN_METRICS };
export type MetricName = keyof typeof METRICS;

export type Sample = { readonly labels: Labels; readonly figure: number | DurationCounts };

type LabelOf<Name extends MetricName> = (typeof METRICS)[Name]["labels"][number];
/** Without labels there is no third argument. */
type LabelsOf<Name extends MetricName> = [LabelOf<Name>] extends [never] ? [] : [labels: Labels<LabelOf<Name>>];

/** What one scrape returns, by metric. */
export class Samples {
  readonly #byName = new Map<string, Sample[]>();

  /** Null: not known, and so not returned. */
  add<Name extends MetricName>(
    name: Name,
    figure: FigureOf<(typeof METRICS)[Name]> | null | undefined,
    ...given: LabelsOf<Name>
  ): void {
    const [labels = {}] = given as readonly [Labels?];
    if (figure !== null && figure !== undefined) this.#push(name, labels, figure);
  }

  /** 1 for the status that holds, 0 for the others. */
  addStatus(
    name: "triptych_run_status" | "triptych_scenario_status",
    statuses: readonly string[],
    current: string,
    labels: Labels,
  ): void {
    for (const status of statuses) this.#push(name, { ...labels, status }, Number(status === current));
  }

  #push(name: MetricName, labels: Labels, figure: Sample["figure"]): void {
    const clean = Object.fromEntries(Object.entries(labels).map(([label, text]) => [label, toLabelValue(text)]));
    const samples = this.#byName.get(name) ?? [];
    samples.push({ labels: clean, figure });
    this.#byName.set(name, samples);
  }

  entries(): readonly { readonly name: string; readonly metric: Metric; readonly samples: readonly Sample[] }[] {
    return Object.entries<Metric>(METRICS).map(([name, metric]) => ({
      name,
      metric,
      samples: this.#byName.get(name) ?? [],
    }));
  }
}
