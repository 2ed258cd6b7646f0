"use client";
import { useMemo, useState } from "react";
import { selectEventRows } from "@/lib/view/console/log";
import { formatClock } from "@/lib/view/format/format";
import type { RunEvent } from "@/lib/core/run/events";
import { Button } from "../ui/button";
import { ScrollArea } from "../ui/scroll-area";

const FIRST = 100;

/** Every fact of the run in its order; each opens to what was recorded. */
export function EventList({ facts, truncated }: { facts: readonly RunEvent[]; truncated: boolean }) {
  const rows = useMemo(() => selectEventRows(facts), [facts]);
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <section aria-labelledby="events" className="flex flex-col gap-3">
      <h2 id="events" className="text-lg font-semibold">
        Events <span className="font-normal text-muted tabular-nums">{rows.length}</span>
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
              <ScrollArea label={`Event ${row.seq} as recorded`} className="mb-3 max-h-96 rounded-lg bg-raised p-4">
                <pre className="font-mono text-[13px]">{JSON.stringify(row.event, null, 2)}</pre>
              </ScrollArea>
            </details>
          </li>
        ))}
      </ol>
      {rows.length > shown.length ? (
        <Button className="self-start" onClick={() => setAll(true)}>
          Show all {rows.length} events
        </Button>
      ) : null}
      {truncated ? <p className="text-muted">This run has more events than fit here; the API reads them all.</p> : null}
    </section>
  );
}
