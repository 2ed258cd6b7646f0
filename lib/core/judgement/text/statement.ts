import type { Statement, EvidenceRow } from "../../run/judgement.ts";
import type { RuleKey } from "./rules.ts";

/** A sentence with the rule that made it and the rows that it rests on. */
export function say(
  rule: RuleKey,
  tone: Statement["tone"],
  text: string,
  rows: readonly EvidenceRow[] = [],
): Statement {
  return { text, tone, rule, rows };
}

/** A figure of one scenario, or of the run as a whole (null). */
export function row(label: string, scenarioId: string | null, value: number | null, unit: string): EvidenceRow {
  return { label, scenarioId, value: value === null ? null : toFinite(value), unit };
}

/** A figure that cannot be told is null, never NaN or infinite. */
export function toFinite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
