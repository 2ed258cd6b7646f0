import { findOnPath } from "../support/find-on-path.ts";

/** The installed Firefox; null if there is none. `FIREFOX_BINARY` overrules: a path. */
export function findFirefox(): string | null {
  const requested = process.env["FIREFOX_BINARY"] ?? "";
  return requested === "" ? findOnPath(["firefox-esr", "firefox"]) : requested;
}
