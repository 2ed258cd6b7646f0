"use client";
import { QualityPanel } from "../stage/quality-panel";
import { TimelinePanel } from "../stage/timeline-panel";
import type { RunState } from "@/lib/core/state";

export function ReviewCharts({ state }: { state: RunState }) {
  return (
    <section aria-label="Charts" className="flex flex-col gap-8">
      <TimelinePanel state={state} nowMs={state.atMs} size="console" title="Timeline" />
      <QualityPanel state={state} fontPx={13} toggle className="flex flex-col" bodyClassName="h-72" />
    </section>
  );
}
