"use client";
import { useMemo, useState } from "react";
import { selectEventRows, type EventRow } from "@/lib/view/console/log";
import { formatClock, formatCount } from "@/lib/view/format/format";
import type { RunEvent } from "@/lib/core/run/events";
import { Button } from "../ui/button";
import { ScrollArea } from "../ui/scroll-area";
import { eventsText } from "@/lib/view/text/review";

const FIRST = 100;
/** Events beyond these are not printed; the paper says so. */
const PRINTED = 500;

/** Every event of the run in order; each opens to its stored form. */
export function EventList({ facts, truncated }: { facts: readonly RunEvent[]; truncated: boolean }) {
  const rows = useMemo(() => selectEventRows(facts), [facts]);
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <section aria-labelledby="events" className="long-list flex flex-col gap-3">
      <h3 id="events" className="font-semibold">
        {eventsText.title} <span className="font-normal text-muted tabular-nums">{formatCount(rows.length)}</span>
      </h3>
      <ol className="flex flex-col">
        {shown.map((row) => (
          <li
            key={row.seq}
            className="border-b border-line [content-visibility:auto] [contain-intrinsic-size:auto_44px] print:[content-visibility:visible]"
          >
            <details>
              <summary className={ROW}>
                <RowText row={row} />
              </summary>
              <ScrollArea label={eventsText.asRecorded(row.seq)} className="mb-3 max-h-96 rounded-lg bg-raised p-4">
                <pre className="font-mono text-[13px]">{JSON.stringify(row.event, null, 2)}</pre>
              </ScrollArea>
            </details>
          </li>
        ))}
      </ol>
      {all ? null : <PaperRows rows={rows.slice(FIRST, PRINTED)} />}
      {!all && rows.length > PRINTED ? (
        <p className="paper-only">{eventsText.printed(formatCount(PRINTED), formatCount(rows.length))}</p>
      ) : null}
      {rows.length > shown.length ? (
        <Button className="no-print self-start" onClick={() => setAll(true)}>
          {eventsText.showAll(formatCount(rows.length))}
        </Button>
      ) : null}
      {truncated ? <p className="text-muted">{eventsText.truncated}</p> : null}
    </section>
  );
}

const ROW = "event-row flex min-h-11 items-baseline gap-4 py-2.5";

function RowText({ row }: { row: EventRow }) {
  return (
    <>
      <span className="w-12 shrink-0 text-right text-muted tabular-nums">{formatClock(row.atMs)}</span>
      <span className="min-w-0 flex-1 break-words">{row.text}</span>
      <span className="hidden shrink-0 text-sm text-muted sm:inline">{row.actor}</span>
      <span className="w-12 shrink-0 text-right text-sm text-muted tabular-nums">#{row.seq}</span>
    </>
  );
}

/** The events that the screen does not show yet, for paper. */
function PaperRows({ rows }: { rows: readonly EventRow[] }) {
  if (rows.length === 0) return null;
  return (
    <ol className="paper-only flex-col">
      {rows.map((row) => (
        <li key={row.seq} className={`${ROW} border-b border-line`}>
          <RowText row={row} />
        </li>
      ))}
    </ol>
  );
}
