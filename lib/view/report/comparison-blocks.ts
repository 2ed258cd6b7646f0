import type { Comparison, Judgement } from "../../core/run/judgement.ts";
import type { JudgementInput } from "../../core/judgement/input.ts";
import { formatAmount } from "../../core/judgement/text/comparison.ts";
import { capitalise, formatCount } from "../../core/words/format.ts";
import { variantsText as text } from "../text/variants.ts";
import { toLine, type ReportBlock } from "./blocks.ts";

/** Variants: the figures of each, and for each measure who leads and whether beyond the noise. */
export function selectComparisonBlocks(
  comparison: Comparison,
  { growth }: Pick<Judgement, "growth">,
  { scenarios, unit }: JudgementInput,
): readonly ReportBlock[] {
  const measures = comparison.measures.filter(({ values }) => values.length > 0);
  const rows = scenarios.map(({ id, label, items, itemsDone }) => {
    const figures = measures.map((measure) => {
      const own = measure.values.find(({ scenarioId }) => scenarioId === id);
      if (own === undefined) return "";
      return formatAmount(measure.unit, own.value);
    });
    return { cells: [label, formatCount(items), ...figures], isExcluded: itemsDone === 0 };
  });
  const head = [text.table.variant, capitalise(unit.many), ...measures.map(({ id }) => text.titles[id](unit.one))];
  return [
    { kind: "table", head, rows },
    ...comparison.measures.map(({ statement }) => toLine(statement)),
    ...growth.warnings.map((warning) => toLine(warning)),
  ];
}
