/** Cookies ignore the port, so the name contains it to separate two servers on one laptop. `__Host-` requires HTTPS. */
export function sessionCookieName({ secure, port }: { readonly secure: boolean; readonly port: number }): string {
  return secure ? "__Host-triptych" : `triptych-${port}`;
}

type CookieOptions = { readonly name: string; readonly secure: boolean; readonly expiresAt: string };

/** `Set-Cookie` for a new session. */
export function serialiseSessionCookie(secret: string, { name, secure, expiresAt }: CookieOptions): string {
  const expires = new Date(expiresAt).toUTCString();
  return [
    `${name}=${secret}`,
    "Path=/",
    "HttpOnly",
    "SameSite=Strict",
    ...(secure ? ["Secure"] : []),
    `Expires=${expires}`,
  ].join("; ");
}

/** `Set-Cookie` that removes the session cookie. */
export function serialiseEndedCookie(options: Omit<CookieOptions, "expiresAt">): string {
  return serialiseSessionCookie("", { ...options, expiresAt: new Date(0).toISOString() });
}

/** The value of the named cookie in a `Cookie` header; null without it. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}
