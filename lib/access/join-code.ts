import { randomInt } from "node:crypto";

/** 32 characters without 0/O and 1/I: six of them hold 30 bits and are unambiguous when read aloud. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH = 6;
const CODE = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

export const UNKNOWN_CODE = "This code is not valid. Use the current code on the screen.";

/** A new code, uniformly random. */
export function newJoinCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/** Normalises a typed code (lower case, spaces, dashes); null when it is not a valid code. */
export function toJoinCode(typed: string): string | null {
  if (typed.length > 40) return null;
  const code = typed.replace(/[\s-]/g, "").toUpperCase();
  return CODE.test(code) ? code : null;
}
