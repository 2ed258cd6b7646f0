import { randomInt } from "node:crypto";

/** 32 signs without 0/O and 1/I: six of them are 30 bits, and read aloud without doubt. */
const SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH = 6;
const CODE = new RegExp(`^[${SIGNS}]{${LENGTH}}$`);

/** A fresh code, evenly drawn. */
export function newJoinCode(): string {
  return Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join("");
}

/** The code as stored, from what a person typed (lower case, spaces, dashes); null when it cannot be one. */
export function toJoinCode(typed: string): string | null {
  if (typed.length > 40) return null;
  const code = typed.replace(/[\s-]/g, "").toUpperCase();
  return CODE.test(code) ? code : null;
}
