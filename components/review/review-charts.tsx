"use client";
import { useMemo } from "react";
import { markTimeline } from "@/lib/client/select-marks";
import { selectResources, toResourceTable } from "@/lib/client/select-resources";
import type { TimelineModel } from "@/lib/client/select-timeline";
import type { RunEvent } from "@/lib/core/events";
import type { RunState } from "@/lib/core/state";
import { ChartFigure } from "../charts/chart-table";
import { LazyResourceChart } from "../charts/lazy-charts";
import { QualityPanel } from "../stage/quality-panel";
import { TimelinePanel } from "../stage/timeline-panel";

export function ReviewCharts({ state, facts }: { state: RunState; facts: readonly RunEvent[] }) {
  return (
    <section aria-label="Charts" className="flex flex-col gap-8">
      <TimelinePanel
        state={state}
        nowMs={state.atMs}
        size="console"
        title="Timeline"
        decorate={(model: TimelineModel) => markTimeline(model, facts)}
      />
      <QualityPanel state={state} fontPx={13} toggle className="flex flex-col" bodyClassName="h-72" />
      <Resources state={state} />
    </section>
  );
}

/** F7: what each scenario took of the machine, over time. */
function Resources({ state }: { state: RunState }) {
  const memory = useMemo(() => selectResources(state, "memory"), [state]);
  const workers = useMemo(() => selectResources(state, "workers"), [state]);
  if (workers.series.every(({ points }) => points.length === 0)) return null;
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
      <ChartFigure
        title="Memory of the largest worker"
        table={() => toResourceTable(state)}
        toggle
        className="min-w-0"
        bodyClassName="h-56"
      >
        <LazyResourceChart model={memory} fontPx={13} />
      </ChartFigure>
      <ChartFigure
        title="Workers at work"
        table={() => toResourceTable(state)}
        toggle
        className="min-w-0"
        bodyClassName="h-56"
      >
        <LazyResourceChart model={workers} fontPx={13} />
      </ChartFigure>
    </div>
  );
}
