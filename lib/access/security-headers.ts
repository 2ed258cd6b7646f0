import type { ServerResponse } from "node:http";

export type HeaderOptions = {
  /** the checked Host of the request; empty when it was refused */
  readonly host: string;
  readonly dev: boolean;
  /** browsers ignore an opener policy from any other origin, and report that as an error */
  readonly isTrustworthy: boolean;
  /** of the page's inline scripts; null for answers that are not pages */
  readonly nonce: string | null;
};

/** The charts and Next's route announcer write inline styles. */
function contentSecurityPolicy({ host, dev, nonce }: HeaderOptions): string {
  return [
    "default-src 'self'",
    `script-src 'self'${nonce === null ? "" : ` 'nonce-${nonce}'`}${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    // older Safari versions do not include WebSockets in 'self'
    `connect-src 'self'${host === "" ? "" : ` ws://${host} wss://${host}`}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** The headers of every answer, assets, errors and refused upgrades included. */
export function computeSecurityHeaders(options: HeaderOptions): Readonly<Record<string, string>> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(options),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    // with "no-referrer" browsers would send `Origin: null` with forms, which our own check refuses
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    ...(options.isTrustworthy ? { "Cross-Origin-Opener-Policy": "same-origin" } : {}),
  };
}

/** The headers of an answer to a request that was refused before its Host was known. */
export const REFUSAL_HEADERS = computeSecurityHeaders({ host: "", dev: false, isTrustworthy: true, nonce: null });

/** Sets the headers and returns the policy, from which Next reads the nonce of its own scripts. */
export function setSecurityHeaders(response: ServerResponse, options: HeaderOptions): string {
  response.setHeaders(new Map(Object.entries(computeSecurityHeaders(options))));
  return contentSecurityPolicy(options);
}
