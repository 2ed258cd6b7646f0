import { say } from "../text/statement.ts";
import type { EvidenceRow, Pattern, Statement } from "../../run/judgement.ts";

type PatternParts = {
  readonly id: string;
  readonly kind: Pattern["kind"];
  readonly support: number;
  readonly of: number;
  readonly text: string;
  readonly rows: readonly EvidenceRow[];
  readonly tone?: Statement["tone"];
};

/** A property that k of n rows show. */
export function toPattern({ id, kind, support, of, text, rows, tone }: PatternParts): Pattern {
  const usual = kind === "success" ? "good" : "bad";
  return { id, kind, support, of, statement: say("pattern", tone ?? usual, text, rows) };
}

/** "at every scale", "at both scales", "at 2 of 3 scales". */
export function formatScales(support: number, of: number): string {
  if (support === of && of > 1) return of === 2 ? "at both scales" : "at every scale";
  return `at ${support} of ${of} ${of === 1 ? "scale" : "scales"}`;
}
