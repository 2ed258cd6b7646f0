/** The path if it is on this site, else "/": prevents open redirects after sign-in. */
export function toOwnPath(path: string): string {
  const here = "http://here.invalid";
  if (!path.startsWith("/") || !URL.canParse(path, here)) return "/";
  const url = new URL(path, here);
  return url.origin === here ? `${url.pathname}${url.search}` : "/";
}
