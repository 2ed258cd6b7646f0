import { createHash, randomBytes } from "node:crypto";

/** 128 random bits as 22 URL-safe characters. */
export function newSecret(): string {
  return randomBytes(16).toString("base64url");
}

/**
 * SHA-256 in hex, as stored and looked up in the database. A secret of 128 random bits needs neither salt nor a slow hash, and
 * the time of a look-up by hash reveals nothing about the secret.
 */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}
