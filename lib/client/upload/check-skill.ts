import type { Check } from "../../core/ports/skill-checker.ts";

export type CheckReply =
  | { readonly ok: true; readonly checks: readonly Check[] }
  | { readonly ok: false; readonly message: string };

/** Asks the server to try a skill at a few items. Rejects without an answer. */
export async function runSkillCheck(skillId: string): Promise<CheckReply> {
  const response = await fetch(`/api/skills/${encodeURIComponent(skillId)}/check`, { method: "POST" });
  const body: unknown = await response.json();
  if (response.ok) return { ok: true, checks: (body as { readonly checks: readonly Check[] }).checks };
  return { ok: false, message: (body as { readonly error: { readonly message: string } }).error.message };
}
