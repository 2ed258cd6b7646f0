"use client";
import type { RunEvent } from "@/lib/core/run/events";
import type { RunResults } from "@/lib/core/run/results";
import type { RunState } from "@/lib/core/run/state";
import { formatQuantity } from "@/lib/view/format/format";
import type { FoldHints } from "@/lib/view/results/fold-hints";
import { selectCommandRows } from "@/lib/view/results/commands";
import { Costs, Needs } from "../results/result-details";
import { EventList } from "./event-list";
import { Fold } from "./fold";
import { QualityCourse, ResourceCourse, Timeline } from "./review-charts";
import { CommandList, MilestoneList, ScenarioErrors } from "./run-records";
import { foldText as text } from "@/lib/view/text/folds";

type CourseFoldsProps = {
  state: RunState;
  results: RunResults;
  hints: FoldHints;
  facts: readonly RunEvent[];
  truncated: boolean;
};

/** The course of the run: over time, by resource, by cost, and fact by fact. */
export function CourseFolds({ state, results, hints, facts, truncated }: CourseFoldsProps) {
  const { judgement } = results;
  const commands = selectCommandRows(facts, state);
  return (
    <>
      <Fold id="timeline" title={text.timeline} hint={hints.timeline}>
        <Timeline state={state} facts={facts} />
        <MilestoneList state={state} />
      </Fold>
      <Fold id="quality" title={text.quality} hint={hints.quality}>
        <QualityCourse state={state} />
      </Fold>
      <Fold id="resources" title={text.resources} hint={hints.resources}>
        <ResourceCourse state={state} />
        <Needs judgement={judgement} spec={state.spec} />
      </Fold>
      {judgement.cost.statement.text === "" ? null : (
        <Fold id="cost" title={text.cost} hint={hints.cost}>
          <Costs judgement={judgement} spec={state.spec} bare />
        </Fold>
      )}
      <Fold
        id="log"
        title={text.log}
        hint={`${formatQuantity(facts.length, text.event)}, ${formatQuantity(commands.length, text.command)}`}
      >
        <CommandList rows={commands} />
        <ScenarioErrors state={state} />
        <EventList facts={facts} truncated={truncated} />
      </Fold>
    </>
  );
}
