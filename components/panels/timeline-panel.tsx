"use client";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { toTimelineTable } from "@/lib/view/charts/tables";
import type { ScenarioSummary } from "@/lib/view/console/scenario-summary";
import { selectScenarioSummaries } from "@/lib/view/console/scenario-summary";
import { selectTimeline, type TimelineModel } from "@/lib/view/timeline/timeline";
import type { Shortage } from "@/lib/core/ports/storage";
import type { RunState } from "@/lib/core/run/state";
import { ChartFigure } from "./chart-table";
import { PaperTimeline, TimelineBoard } from "./timeline-board";
import { timelineText } from "@/lib/view/text/charts";

type TimelinePanelProps = {
  state: RunState;
  nowMs: number;
  /** hides the forecasts while the run waits for it */
  shortage?: Shortage | undefined;
  /** shows the title and the switch to the table */
  titled?: boolean;
  /** its width on paper, in px */
  paperPx?: number;
  /** adds what the events know beyond the state */
  decorate?: (model: TimelineModel) => TimelineModel;
  renderRowEnd?: (summary: ScenarioSummary) => ReactNode;
  renderRowNote?: (summary: ScenarioSummary) => ReactNode;
};

type Project = (model: TimelineModel, state: RunState, shortage?: Shortage) => TimelineModel;

/** The projection loads after the first paint, like the chart that draws it. */
function useProjection(): Project | null {
  const [project, setProject] = useState<Project | null>(null);
  useEffect(() => {
    let unmounted = false;
    import("@/lib/view/timeline/projection").then(
      (module) => unmounted || setProject(() => module.projectTimeline),
      // without it the timeline shows the past only, as before the first projection
      () => {},
    );
    return () => {
      unmounted = true;
    };
  }, []);
  return project;
}

export function TimelinePanel({
  state,
  nowMs,
  shortage,
  titled = false,
  paperPx,
  decorate,
  renderRowEnd,
  renderRowNote,
}: TimelinePanelProps) {
  const project = useProjection();
  const model = useMemo(() => {
    const base = selectTimeline(state, nowMs);
    const projected = project === null ? base : project(base, state, shortage);
    return decorate === undefined ? projected : decorate(projected);
  }, [state, nowMs, shortage, project, decorate]);
  const rows = { model, summaries: selectScenarioSummaries(state), unit: state.spec.unit };
  const board = (
    <TimelineBoard
      {...rows}
      {...(renderRowEnd ? { renderRowEnd } : {})}
      {...(renderRowNote ? { renderRowNote } : {})}
    />
  );
  return (
    <ChartFigure
      title={timelineText.title}
      table={() => toTimelineTable(model)}
      toggle={titled}
      bare={!titled}
      {...(paperPx === undefined ? {} : { paper: <PaperTimeline {...rows} widthPx={paperPx} /> })}
    >
      {board}
    </ChartFigure>
  );
}
