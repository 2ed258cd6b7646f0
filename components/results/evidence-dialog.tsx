"use client";
import { formatEvidence } from "@/lib/view/format/evidence";
import type { Statement } from "@/lib/core/run/judgement";
import { RULES } from "@/lib/core/judgement/text/rules";
import type { RunSpec } from "@/lib/core/run/spec";
import { ShapeMark } from "../parts/shape-mark";
import { Dialog } from "../ui/dialog";
import { ScrollArea } from "../ui/scroll-area";
import { evidenceText as text } from "@/lib/view/text/results";

type EvidenceDialogProps = {
  statement: Statement;
  spec: RunSpec;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The rule behind a statement, its source, and the figures it was applied to. */
export function EvidenceDialog({ statement, spec, open, onOpenChange }: EvidenceDialogProps) {
  const rule = RULES[statement.rule];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={text.title} description={statement.text} wide>
      {rule === undefined ? null : (
        <dl className="flex flex-col gap-3 rounded-xl bg-raised p-4">
          <Part name={text.rule}>{rule.title}</Part>
          <Part name={text.formula}>
            <span className="font-mono text-[0.92em] break-words">{rule.formula}</span>
          </Part>
          {rule.source === null ? null : <Part name={text.source}>{rule.source}</Part>}
        </dl>
      )}
      {statement.rows.length === 0 ? (
        <p className="text-muted">{text.noRows}</p>
      ) : (
        <EvidenceTable statement={statement} spec={spec} />
      )}
    </Dialog>
  );
}

function Part({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[5rem_1fr]">
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function EvidenceTable({ statement, spec }: { statement: Statement; spec: RunSpec }) {
  const runWide = statement.rows.every((row) => row.scenarioId === null);
  return (
    <ScrollArea label={text.rows}>
      <table className="w-full text-left">
        <caption className="sr-only">{text.rows}</caption>
        <thead className="text-sm text-muted">
          <tr className="border-b border-line">
            {runWide ? null : (
              <th scope="col" className="py-2 pr-6 font-normal">
                {text.scenario}
              </th>
            )}
            <th scope="col" className="py-2 pr-6 font-normal">
              {text.figure}
            </th>
            <th scope="col" className="py-2 text-right font-normal">
              {text.value}
            </th>
          </tr>
        </thead>
        <tbody>
          {statement.rows.map((row, i) => {
            const index = spec.scenarios.findIndex(({ id }) => id === row.scenarioId);
            return (
              <tr key={i} className="border-b border-line last:border-0">
                {runWide ? null : (
                  <td className="py-2 pr-6 whitespace-nowrap">
                    {index < 0 ? (
                      <span className="text-muted">{text.run}</span>
                    ) : (
                      <span className="flex items-center gap-2">
                        <ShapeMark index={index} className="size-3.5 shrink-0" />
                        {spec.scenarios[index]?.label}
                      </span>
                    )}
                  </td>
                )}
                <td className="py-2 pr-6">{row.label}</td>
                <td className="py-2 text-right whitespace-nowrap tabular-nums">
                  {formatEvidence(row.value, row.unit)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollArea>
  );
}
