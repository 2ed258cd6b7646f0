"use client";
import { useMemo, useState } from "react";
import { selectEventRows } from "@/lib/view/console/log";
import { formatClock, formatCount } from "@/lib/view/format/format";
import type { RunEvent } from "@/lib/core/run/events";
import { Button } from "../ui/button";
import { ScrollArea } from "../ui/scroll-area";
import { eventsText } from "@/lib/view/text/review";

const FIRST = 100;

/** Every event of the run in order; each opens to its stored form. */
export function EventList({ facts, truncated }: { facts: readonly RunEvent[]; truncated: boolean }) {
  const rows = useMemo(() => selectEventRows(facts), [facts]);
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <section aria-labelledby="events" className="flex flex-col gap-3">
      <h2 id="events" className="text-lg font-semibold">
        {eventsText.title} <span className="font-normal text-muted tabular-nums">{formatCount(rows.length)}</span>
      </h2>
      <ol className="flex flex-col">
        {shown.map((row) => (
          <li
            key={row.seq}
            className="border-b border-line [content-visibility:auto] [contain-intrinsic-size:auto_44px]"
          >
            <details>
              <summary className="flex min-h-11 items-baseline gap-4 py-2.5">
                <span className="w-12 shrink-0 text-right text-muted tabular-nums">{formatClock(row.atMs)}</span>
                <span className="min-w-0 flex-1">{row.text}</span>
                <span className="hidden shrink-0 text-sm text-muted sm:inline">{row.actor}</span>
                <span className="w-12 shrink-0 text-right text-sm text-muted tabular-nums">#{row.seq}</span>
              </summary>
              <ScrollArea label={eventsText.asRecorded(row.seq)} className="mb-3 max-h-96 rounded-lg bg-raised p-4">
                <pre className="font-mono text-[13px]">{JSON.stringify(row.event, null, 2)}</pre>
              </ScrollArea>
            </details>
          </li>
        ))}
      </ol>
      {rows.length > shown.length ? (
        <Button className="self-start" onClick={() => setAll(true)}>
          {eventsText.showAll(formatCount(rows.length))}
        </Button>
      ) : null}
      {truncated ? <p className="text-muted">{eventsText.truncated}</p> : null}
    </section>
  );
}
