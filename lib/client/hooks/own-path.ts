/** The path if it leads to a page of ours, else "/": a link must not send a fresh session to a foreign site. */
export function toOwnPath(path: string): string {
  const here = "http://here.invalid";
  if (!path.startsWith("/") || !URL.canParse(path, here)) return "/";
  const url = new URL(path, here);
  return url.origin === here ? `${url.pathname}${url.search}` : "/";
}
