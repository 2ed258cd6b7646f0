import type { ServerResponse } from "node:http";

/**
 * A policy without nonces, so that pages can stay static; Next's inline flight data and the charts' inline styles
 * need 'unsafe-inline'. What it does hold: nothing is loaded from, sent to or framed by another site.
 */
function contentSecurityPolicy({ host, dev }: { readonly host: string; readonly dev: boolean }): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    // older Safari does not count WebSockets among 'self'
    `connect-src 'self' ws://${host} wss://${host}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Put on every answer, assets and errors included. `host` has been checked to be ours. */
export function setSecurityHeaders(
  response: ServerResponse,
  options: { readonly host: string; readonly dev: boolean },
): void {
  response.setHeader("Content-Security-Policy", contentSecurityPolicy(options));
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "DENY");
  // "no-referrer" would make browsers send `Origin: null` with forms, and our own check would refuse them
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
}
