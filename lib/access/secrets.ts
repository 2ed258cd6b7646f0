import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Url-safe text of 128 random bits: 22 characters. */
export function newSecret(): string {
  return randomBytes(16).toString("base64url");
}

/** SHA-256 in hex: what the database holds. A secret of 128 random bits needs no salt and no slow hash. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}

/** Compares two secrets in a time that tells nothing of where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(a), "hex"), Buffer.from(hashSecret(b), "hex"));
}
