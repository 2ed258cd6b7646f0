import type { RunResults } from "@/lib/core/run/results";
import type { RunSpec } from "@/lib/core/run/spec";
import { describePaired, toComparisonTable, toPairTable } from "@/lib/view/variants/comparison";
import { variantsText as text } from "@/lib/view/text/variants";
import { ToneIcon } from "../parts/tone-icon";
import { ScrollArea } from "../ui/scroll-area";
import { DataTable } from "../panels/chart-table";
import { StatementView } from "./statement-view";

type ComparisonPanelProps = { results: RunResults; spec: RunSpec; className?: string };

/** How the variants compare: a sentence for each measure with its evidence, their figures, and each pair of them. */
export function ComparisonPanel({ results, spec, className = "" }: ComparisonPanelProps) {
  const { judgement } = results;
  const measures = judgement.comparison?.measures ?? [];
  const pairs = toPairTable(judgement, spec);
  return (
    <section aria-labelledby="comparison" className={`flex min-w-0 flex-col gap-5 ${className}`}>
      <h2 id="comparison" className="sr-only">
        {text.section}
      </h2>
      <ul className="flex flex-col gap-2">
        {measures.map(({ id, statement }) => (
          <li key={id} className="grid grid-cols-[1.4em_minmax(0,1fr)] leading-snug">
            {statement.tone === "neutral" ? <span aria-hidden>·</span> : <ToneIcon tone={statement.tone} />}
            <StatementView statement={statement} />
          </li>
        ))}
      </ul>
      {pairs.rows.length === 0 ? null : (
        <>
          {[toComparisonTable(results, spec), pairs].map((table) => (
            <ScrollArea key={table.caption} label={table.caption}>
              <div className="min-w-176">
                <DataTable data={table} />
              </div>
            </ScrollArea>
          ))}
          <p className="text-sm text-muted">
            {describePaired(judgement, spec)} {text.interval}
          </p>
        </>
      )}
    </section>
  );
}
