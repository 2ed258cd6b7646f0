import { InvalidArgumentError } from "commander";
import { resolveOperatorPath } from "../config.ts";
import { MAX_LENGTH_SECONDS, MIN_LENGTH_SECONDS } from "../core/inputs/defaults.ts";
import { COST_UNITS, type CostCap } from "../core/run/prices.ts";

export function parseWholeNumber(text: string): number {
  if (!/^-?\d+$/.test(text.trim())) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

export function parseNumber(text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text.trim())) throw new InvalidArgumentError("It must be a number.");
  return Number(text);
}

/** Absolute, from the folder in which the command was typed. */
export function parsePath(text: string): string {
  return resolveOperatorPath(text);
}

/** Seconds of `60s`, `2m` or `60`. */
export function parseLength(text: string): number {
  const [, number = "", unit] = /^(\d+(?:\.\d+)?)(s|m)?$/.exec(text.trim()) ?? [];
  if (number === "") throw new InvalidArgumentError("It must be seconds or minutes, such as 60s or 2m.");
  const seconds = Number(number) * (unit === "m" ? 60 : 1);
  if (seconds < MIN_LENGTH_SECONDS || seconds > MAX_LENGTH_SECONDS)
    throw new InvalidArgumentError(`It must be from ${MIN_LENGTH_SECONDS}s to ${MAX_LENGTH_SECONDS / 60}m.`);
  return seconds;
}

export function parseCap(text: string): CostCap {
  const [unit, limit = ""] = text.split("=");
  const known = COST_UNITS.find((each) => each === unit);
  if (known === undefined || !(Number(limit) > 0))
    throw new InvalidArgumentError(
      `It must be <unit>=<number above 0>, such as busy-seconds=60. Units: ${COST_UNITS.join(", ")}.`,
    );
  return { unit: known, limit: Number(limit) };
}

/** `100,300,800`, or `small=100,large=800` for scenarios with names of their own. */
export function parseItems(text: string): number[] | { readonly [name: string]: number } {
  if (!text.includes("=")) return text.split(",").map(parseItemCount);
  const named = text.split(",").map((part): [string, number] => {
    const [name = "", count = ""] = part.split("=");
    return [name.trim(), parseItemCount(count)];
  });
  const names = named.map(([name]) => name);
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) throw new InvalidArgumentError(`${repeated} occurs twice.`);
  return Object.fromEntries(named);
}

function parseItemCount(text: string): number {
  if (!/^-?\d+$/.test(text.trim()))
    throw new InvalidArgumentError("It must be whole numbers separated by commas, such as 100,300,800.");
  return Number(text);
}

export function parsePercents(text: string): number[] {
  if (text.trim() === "") return [];
  return text.split(",").map((part) => {
    if (!/^\d+$/.test(part.trim()))
      throw new InvalidArgumentError("It must be whole percentages separated by commas, such as 30,50,70,90.");
    return Number(part);
  });
}

type Collected = Readonly<Record<string, unknown>>;

/** Parses the value as JSON (number, true, null) if possible; otherwise keeps the string, as in `profile=spike`. */
export function collectOption(text: string, collected: Collected): Collected {
  const [name, value] = splitPair(text, "It must be name=value, such as profile=spike.");
  return { ...collected, [name]: parseValue(value) };
}

export function collectName(text: string, collected: readonly string[]): readonly string[] {
  return [...collected, text.trim()];
}

export function collectNote(text: string, collected: Collected): Collected {
  const [percent, note] = splitPair(text, "It must be percent=text, such as 30=Explain the hold.");
  return { ...collected, [percent]: note };
}

/** `complex.concurrency=2` becomes `{complex: {concurrency: 2}}`. */
export function collectScenario(text: string, collected: Collected): Collected {
  const advice = "It must be scenario.setting=value, such as complex.concurrency=2.";
  const [path, value] = splitPair(text, advice);
  const [scenario = "", setting = "", ...rest] = path.split(".");
  if (scenario === "" || setting === "" || rest.length > 0) throw new InvalidArgumentError(advice);
  return { ...collected, [scenario]: { ...(collected[scenario] as object), [setting]: parseValue(value) } };
}

type CollectedVariant = { readonly name: string; readonly options: Collected };

/** `careful=model:large,temperature:0` becomes a variant with these options; a name alone has the run's options. */
export function collectVariant(
  text: string,
  collected: readonly CollectedVariant[] | undefined,
): readonly CollectedVariant[] {
  const advice = "It must be name=option:value, such as fast=model:small, with commas between several options.";
  const separator = text.includes("=") ? text.indexOf("=") : text.length;
  const name = text.slice(0, separator).trim();
  if (name === "") throw new InvalidArgumentError(advice);
  const pairs = splitOptions(text.slice(separator + 1)).map((part): [string, unknown] => {
    const colon = part.indexOf(":");
    if (colon < 1) throw new InvalidArgumentError(advice);
    return [part.slice(0, colon).trim(), parseValue(part.slice(colon + 1).trim())];
  });
  const repeated = pairs.find(([option], at) => pairs.findIndex(([other]) => other === option) < at);
  if (repeated !== undefined) throw new InvalidArgumentError(`${name} has ${repeated[0]} twice.`);
  return [...(collected ?? []), { name, options: Object.fromEntries(pairs) }];
}

/** Commas separate options only where another one begins, so that a value may contain them. */
function splitOptions(text: string): readonly string[] {
  return text.trim() === "" ? [] : text.split(/,(?=\s*[A-Za-z_][\w-]*:)/);
}

function splitPair(text: string, advice: string): [string, string] {
  const separator = text.indexOf("=");
  if (separator < 1) throw new InvalidArgumentError(advice);
  return [text.slice(0, separator), text.slice(separator + 1)];
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // not JSON: a plain string
  }
}
