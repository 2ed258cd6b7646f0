import { readFileSync } from "node:fs";
import type { ReadFiguresOptions } from "../../lib/figures/measurement.ts";
import { readFigures, type ReadFigures } from "../../lib/figures/read-figures.ts";

/** Reads text as if it stood in a file. */
export function readText(text: string, options: ReadFiguresOptions = {}, name = "figures.csv"): Promise<ReadFigures> {
  return readFigures([{ name, bytes: new TextEncoder().encode(text) }], options);
}

/** Reads files of tests/figures/files. */
export function readFiles(names: readonly string[], options: ReadFiguresOptions = {}): Promise<ReadFigures> {
  return readFigures(
    names.map((name) => ({ name, bytes: readFileSync(new URL(`./files/${name}`, import.meta.url)) })),
    options,
  );
}

/** Reads the lines of a CSV file. */
export function readLines(...lines: readonly string[]): Promise<ReadFigures> {
  return readText(lines.join("\n"));
}

/** Size and milliseconds of each scenario. */
export function figuresOf({ input }: ReadFigures): readonly (readonly [number, number])[] {
  return input.scenarios.map(({ items, elapsedMs }) => [items, elapsedMs] as const);
}

/** The message of a refusal; fails when the text is read. */
export async function refusalOf(reading: Promise<ReadFigures>): Promise<string> {
  try {
    const { input } = await reading;
    throw new Error(`was read: ${JSON.stringify(input.scenarios)}`);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "unreadable-figures") return error.message;
    throw error;
  }
}
