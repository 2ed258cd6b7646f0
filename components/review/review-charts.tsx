"use client";
import { useMemo } from "react";
import { markTimeline } from "@/lib/view/timeline/marks";
import { selectResources, toResourceTable, type ResourceKind } from "@/lib/view/charts/resources";
import type { TimelineModel } from "@/lib/view/timeline/timeline";
import type { RunEvent } from "@/lib/core/run/events";
import type { RunState } from "@/lib/core/run/state";
import { ChartFigure } from "../panels/chart-table";
import { LazyResourceChart } from "../charts/lazy-charts";
import { QualityPanel } from "../panels/quality-panel";
import { TimelinePanel } from "../panels/timeline-panel";
import { resourceText } from "@/lib/view/text/charts";
import { reviewText } from "@/lib/view/text/review";

export function ReviewCharts({ state, facts }: { state: RunState; facts: readonly RunEvent[] }) {
  return (
    <section aria-label={reviewText.charts} className="flex flex-col gap-8">
      <TimelinePanel
        state={state}
        nowMs={state.atMs}
        titled
        decorate={(model: TimelineModel) => markTimeline(model, facts)}
      />
      <QualityPanel state={state} fontPx={13} toggle className="flex flex-col" bodyClassName="h-72" />
      <Resources state={state} />
    </section>
  );
}

/** F7: memory and workers of each scenario over time. */
function Resources({ state }: { state: RunState }) {
  if (state.scenarios.every(({ points }) => points.length === 0)) return null;
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
      <Resource state={state} kind="memory" title={resourceText.memory} />
      <Resource state={state} kind="workers" title={resourceText.workers} />
    </div>
  );
}

function Resource({ state, kind, title }: { state: RunState; kind: ResourceKind; title: string }) {
  const model = useMemo(() => selectResources(state, kind), [state, kind]);
  return (
    <ChartFigure title={title} table={() => toResourceTable(state)} toggle className="min-w-0" bodyClassName="h-56">
      <LazyResourceChart model={model} fontPx={13} />
    </ChartFigure>
  );
}
