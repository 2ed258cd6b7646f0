"use client";
import { useEffect, useState, type ReactNode } from "react";
import { toTimelineTable } from "@/lib/view/charts/tables";
import type { Standing } from "@/lib/view/console/standing";
import { selectStandings } from "@/lib/view/console/standing";
import { selectTimeline, type TimelineModel } from "@/lib/view/timeline/timeline";
import type { RunState } from "@/lib/core/run/state";
import { ChartFigure } from "./chart-table";
import { TimelineBoard, type BoardSize } from "./timeline-board";

type TimelinePanelProps = {
  state: RunState;
  nowMs: number;
  size: BoardSize;
  title?: string;
  /** what the facts add to the picture of the state */
  decorate?: (model: TimelineModel) => TimelineModel;
  renderRowEnd?: (standing: Standing) => ReactNode;
  renderRowNote?: (standing: Standing) => ReactNode;
};

type Project = (model: TimelineModel, state: RunState) => TimelineModel;

/** What projects comes after the first paint, like the chart that draws it. */
function useProjection(): Project | null {
  const [project, setProject] = useState<Project | null>(null);
  useEffect(() => {
    let gone = false;
    import("@/lib/view/timeline/projection").then(
      (module) => gone || setProject(() => module.projectTimeline),
      // without it the timeline tells what has been, as it does before the first projection
      () => {},
    );
    return () => {
      gone = true;
    };
  }, []);
  return project;
}

export function TimelinePanel({
  state,
  nowMs,
  size,
  title,
  decorate,
  renderRowEnd,
  renderRowNote,
}: TimelinePanelProps) {
  const project = useProjection();
  const base = selectTimeline(state, nowMs);
  const projected = project === null ? base : project(base, state);
  const model = decorate === undefined ? projected : decorate(projected);
  const board = (
    <TimelineBoard
      model={model}
      standings={selectStandings(state)}
      unit={state.spec.unit}
      size={size}
      {...(renderRowEnd ? { renderRowEnd } : {})}
      {...(renderRowNote ? { renderRowNote } : {})}
    />
  );
  return (
    <ChartFigure
      title={title ?? "Timeline"}
      table={() => toTimelineTable(model)}
      toggle={title !== undefined}
      bare={title === undefined}
    >
      {board}
    </ChartFigure>
  );
}
