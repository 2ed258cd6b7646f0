import type { IncomingMessage } from "node:http";
import type { RequestRefusal } from "./request-checks.ts";

/** Longer than any URL of our pages, with all filters set. */
const MAX_URL_CHARACTERS = 4_096;

const MALFORMED: RequestRefusal = { status: 400, code: "bad-request", message: "The URL is not valid." };
const TOO_LONG: RequestRefusal = { status: 400, code: "bad-request", message: "The URL is too long." };

/** Refuses URLs that our pages never contain and on which routers, pages and file servers would fail. */
export function checkUrl({ url = "/" }: Pick<IncomingMessage, "url">): RequestRefusal | null {
  if (url.length > MAX_URL_CHARACTERS) return TOO_LONG;
  const path = pathOf({ url });
  // "//host" and "/\\host" would name another server in a redirect
  if (!path.startsWith("/") || path.startsWith("//") || path.includes("\\")) return MALFORMED;
  const decoded = decode(path);
  return decoded === null || hasControlCharacters(decoded) ? MALFORMED : null;
}

export function pathOf({ url = "/" }: Pick<IncomingMessage, "url">): string {
  return url.split("?", 1)[0] ?? "/";
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null; // a "%" without two digits, or bytes that are not UTF-8
  }
}

function hasControlCharacters(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
