import { createRedactor } from "../../isolation/redact.ts";

const asItIs = (text: string): string => text;

/** of the one skill of this process */
let hide = asItIs;

/** Makes `cutText` hide these values, by name. */
export function hideInCuts(secrets: Readonly<Record<string, string>>): void {
  hide = createRedactor(secrets) ?? asItIs;
}

/** A text of at most `limit` characters. Secrets are hidden before the cut could leave a part of one that nobody recognises. */
export function cutText(text: string, limit: number): string {
  return hide(text).slice(0, limit);
}
