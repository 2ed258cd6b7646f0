import type { Statement, EvidenceRow } from "../../run/judgement.ts";
import type { RuleKey } from "./rules.ts";

/** A part of a sentence with its tone. */
export type Clause = Pick<Statement, "text" | "tone">;

/** A sentence with the rule that produced it and the rows that it is based on. */
export function createStatement(
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

/** An undefined figure is null, never NaN or infinite. */
export function toFinite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
