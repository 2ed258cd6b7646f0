import type { Noun } from "../core/words/plural.ts";
import type { ScenarioFile } from "./figures-schema.ts";

/** What a measurement was made with. `size` is null when the text is not a whole number of 0 or more. */
export type Parameter = { readonly name: string; readonly text: string; readonly size: number | null };

/** The time of one thing at one setting of its parameters. */
export type Measurement = {
  /** the benchmark, command or id; rows of one series share it */
  readonly name: string;
  readonly label: string | null;
  readonly parameters: readonly Parameter[];
  /** the typical time */
  readonly elapsedMs: number;
  /** times of single runs; empty when the file does not list them */
  readonly repeatsMs: readonly number[];
  readonly quality: number | null;
  readonly itemsDone: number | null;
  readonly itemsFailed: number | null;
  /** share of the runs or requests that failed; null: unknown */
  readonly failedShare: number | null;
  readonly points: NonNullable<ScenarioFile["points"]>;
};

/** One file, or standard input, as given by the user. */
export type FigureSource = { readonly name: string; readonly bytes: Uint8Array };

/** The contents of one file. */
export type FigureReading = {
  /** "hyperfine export"; null for our own formats, which need no explanation */
  readonly tool: string | null;
  readonly measurements: readonly Measurement[];
  readonly unit: Noun | null;
  /** several names are the scenarios of one series, unless a name occurs at several sizes */
  readonly namesAreScenarios: boolean;
  /** what was understood or assumed, for the user to check */
  readonly notes: readonly string[];
};

export type ReadFiguresOptions = {
  /** the series to judge, when the files hold several */
  readonly series?: string | undefined;
  /** what a size counts: "threads", or "thread,threads" */
  readonly unit?: string | undefined;
  /** the unit of times that name none */
  readonly timeUnit?: string | undefined;
  /** the columns of sizes and of times, when a table does not show them */
  readonly size?: string | undefined;
  readonly time?: string | undefined;
  /** the decimal sign, when the numbers do not show it */
  readonly decimal?: string | undefined;
};

/** A measurement with nothing but a name, parameters and a time. */
export function toMeasurement(known: Pick<Measurement, "name" | "elapsedMs"> & Partial<Measurement>): Measurement {
  return {
    label: null,
    parameters: [],
    repeatsMs: [],
    quality: null,
    itemsDone: null,
    itemsFailed: null,
    failedShare: null,
    points: [],
    ...known,
  };
}
