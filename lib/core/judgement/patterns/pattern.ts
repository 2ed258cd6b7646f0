import { createStatement } from "../text/statement.ts";
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

/** A property that `support` of `of` rows show. */
export function toPattern({ id, kind, support, of, text, rows, tone }: PatternParts): Pattern {
  const usual = kind === "success" ? "good" : "bad";
  return { id, kind, support, of, statement: createStatement("pattern", tone ?? usual, text, rows) };
}
