import { capitalise, formatFactor, formatMultiple } from "./format.ts";

const NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/** A multiple this close to a whole number is named by it. */
const NEAR = 0.05;

/** "twice", "eight times", "3.3 times", "more than 1,000 times" */
export function nameMultiple(value: number): string {
  const whole = Math.round(value);
  const word = NUMBERS[whole - 2];
  if (word !== undefined && Math.abs(value / whole - 1) <= NEAR) return whole === 2 ? "twice" : `${word} times`;
  return `${value > 1_000 || value >= 10 ? formatMultiple(value) : formatFactor(Number(value.toPrecision(2)))} times`;
}

/** "eight times as long", "no longer" */
export function nameDuration(factor: number): string {
  if (factor < 1 - NEAR) return "less time";
  return factor <= 1 + NEAR ? "no longer" : `${nameMultiple(factor)} as long`;
}

/** "Eight times the mails" */
export function nameLoad(factor: number, units: string): string {
  return `${capitalise(nameMultiple(factor))} the ${units}`;
}
