import type { ServerResponse } from "node:http";

/**
 * A policy without nonces, so that pages can stay static. Next's inline flight data and the charts' inline styles
 * require 'unsafe-inline'. It still prevents loading from, sending to and framing by other sites.
 */
function contentSecurityPolicy({ host, dev }: { readonly host: string; readonly dev: boolean }): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    // older Safari versions do not include WebSockets in 'self'
    `connect-src 'self' ws://${host} wss://${host}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Sets the headers of every response, including assets and errors. The caller has checked `host`. */
export function setSecurityHeaders(
  response: ServerResponse,
  options: { readonly host: string; readonly dev: boolean },
): void {
  response.setHeader("Content-Security-Policy", contentSecurityPolicy(options));
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "DENY");
  // with "no-referrer" browsers would send `Origin: null` with forms, which our own check refuses
  response.setHeader("Referrer-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
}
