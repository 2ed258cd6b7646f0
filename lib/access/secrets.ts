import { createHash, randomBytes } from "node:crypto";

/** Url-safe text of 128 random bits: 22 characters. */
export function newSecret(): string {
  return randomBytes(16).toString("base64url");
}

/**
 * SHA-256 in hex: what the database holds and looks up. A secret of 128 random bits needs no salt and no slow hash, and
 * how long a look-up of its hash takes tells nothing of the secret.
 */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}
