"use client";
import { useMemo, useRef } from "react";
import { useBox } from "@/lib/client/hooks/use-box";
import { areNamesWide } from "@/lib/view/charts/label-layout";
import { markTimeline } from "@/lib/view/timeline/marks";
import { nameRoom, selectResources, toResourceTable, type ResourceKind } from "@/lib/view/charts/resources";
import type { TimelineModel } from "@/lib/view/timeline/timeline";
import type { RunEvent } from "@/lib/core/run/events";
import type { RunState } from "@/lib/core/run/state";
import { PAPER_FONT_PX } from "../charts/chart-size";
import { ChartNames } from "../panels/chart-names";
import { ChartFigure } from "../panels/chart-table";
import { LazyResourceChart } from "../charts/lazy-charts";
import { QualityPanel } from "../panels/quality-panel";
import { TimelinePanel } from "../panels/timeline-panel";
import { resourceText } from "@/lib/view/text/charts";

/** As wide as A4 or Letter upright, whichever is narrower. */
const PAPER_PX = 700;
const PAPER_WIDE = { width: PAPER_PX, height: 230 };
const FONT_PX = 13;
const PAPER_HALF = { width: 340, height: 190 };

export function Timeline({ state, facts }: { state: RunState; facts: readonly RunEvent[] }) {
  return (
    <TimelinePanel
      state={state}
      nowMs={state.atMs}
      titled
      paperPx={PAPER_PX}
      decorate={(model: TimelineModel) => markTimeline(model, facts)}
    />
  );
}

export function QualityCourse({ state }: { state: RunState }) {
  return (
    <QualityPanel
      state={state}
      fontPx={FONT_PX}
      toggle
      className="flex flex-col"
      bodyClassName="h-72"
      paper={PAPER_WIDE}
    />
  );
}

/** F7: memory and workers of each scenario over time. */
export function ResourceCourse({ state }: { state: RunState }) {
  if (state.scenarios.every(({ points }) => points.length === 0)) return null;
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2 print:grid-cols-2 print:gap-x-4">
      <Resource state={state} kind="memory" title={resourceText.memory} />
      <Resource state={state} kind="workers" title={resourceText.workers} />
    </div>
  );
}

function Resource({ state, kind, title }: { state: RunState; kind: ResourceKind; title: string }) {
  const model = useMemo(() => selectResources(state, kind), [state, kind]);
  const place = useRef<HTMLDivElement>(null);
  const isSnug = areNamesWide(nameRoom(model, FONT_PX), useBox(place)?.width ?? Number.POSITIVE_INFINITY);
  return (
    <ChartFigure
      title={title}
      table={() => toResourceTable(state)}
      toggle
      className="min-w-0"
      bodyClassName="h-56"
      paper={<LazyResourceChart model={model} fontPx={PAPER_FONT_PX} size={PAPER_HALF} />}
    >
      <div ref={place} className="flex size-full flex-col">
        {isSnug ? <ChartNames series={model.series} /> : null}
        <div className="min-h-0 flex-1">
          <LazyResourceChart model={model} fontPx={FONT_PX} isSnug={isSnug} />
        </div>
      </div>
    </ChartFigure>
  );
}
