import type { RunState } from "@/lib/core/run/state";
import { formatPercent, formatQuantity } from "@/lib/view/format/format";
import { toResultsFile } from "@/lib/view/results/results-file";
import { Fold } from "./fold";
import { foldText as text } from "@/lib/view/text/folds";

/** What the presenter meant to say, by milestone. */
export function NotesFold({ state }: { state: RunState }) {
  const notes = Object.entries(state.spec.notes).toSorted(([a], [b]) => Number(a) - Number(b));
  if (notes.length === 0) return null;
  return (
    <Fold id="notes" title={text.notes} hint={formatQuantity(notes.length, text.note)}>
      <dl className="flex flex-col gap-2">
        {notes.map(([percent, note]) => (
          <div key={percent} className="grid gap-x-4 sm:grid-cols-[9rem_1fr]">
            <dt className="text-muted tabular-nums">
              {percent === "0" ? text.beforeStart : formatPercent(Number(percent))}
            </dt>
            <dd className="min-w-0 break-words whitespace-pre-line">{note}</dd>
          </div>
        ))}
      </dl>
    </Fold>
  );
}

/** Where all of it can be taken from. */
export function ExportsFold({ runId }: { runId: string }) {
  const results = toResultsFile(runId);
  const events = `/api/runs/${runId}/events`;
  return (
    <Fold id="exports" title={text.exports} hint={text.exportHint}>
      <dl className="flex flex-col gap-2">
        <Export name={text.json}>
          <a {...results} className={LINK}>
            {results.href}
          </a>
        </Export>
        <Export name={text.events}>
          <a href={events} className={LINK}>
            {events}
          </a>
        </Export>
        <Export name={text.inTerminal}>{text.show(runId)}</Export>
      </dl>
    </Fold>
  );
}

const LINK = "underline decoration-dotted underline-offset-4 hover:decoration-solid";

function Export({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[22rem_1fr]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 font-mono text-[0.92em] [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
