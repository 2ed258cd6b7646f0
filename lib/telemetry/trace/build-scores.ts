import type { Statement } from "../../core/run/judgement.ts";
import type { RunEventOf } from "../../core/run/events.ts";
import type { TraceContext } from "./build-spans.ts";
import { scoreIdOf, traceIdOf } from "../../trace-ids.ts";
import type { ScoreRecord } from "./records.ts";

type Figure = {
  readonly name: string;
  readonly value: ScoreRecord["value"] | null;
  readonly comment?: Statement | string;
};

/** The figures and verdicts of a run at its end: those of each scenario belong to its trace, the others to the run. */
export function buildScores(context: TraceContext, event: RunEventOf<"run.finished">): ScoreRecord[] {
  const { scenarios } = event.results;
  return [
    ...scenarios.flatMap((scenario) => toRecords(context, event, scenario.scenarioId, listOfScenario(event, scenario))),
    ...toRecords(context, event, null, listOfRun(event)),
  ];
}

function listOfScenario(
  { results }: RunEventOf<"run.finished">,
  {
    scenarioId,
    totals,
    completionRate,
    errorRate,
    timePerItemMs,
  }: RunEventOf<"run.finished">["results"]["scenarios"][number],
): Figure[] {
  const rank = results.judgement.ranks.find((each) => each.scenarioId === scenarioId);
  const metrics = Object.entries(totals.metrics).map(([name, value]): Figure => ({ name: `metric.${name}`, value }));
  return [
    { name: "quality", value: totals.quality },
    ...metrics,
    { name: "meets_target", value: rank?.meetsTarget ?? null },
    { name: "quality_rank", value: rank?.rank ?? null },
    { name: "completion_rate", value: completionRate },
    { name: "error_rate", value: errorRate },
    { name: "time_per_item_ms", value: timePerItemMs },
    { name: "recommended", value: results.judgement.recommendation.scenarioId === scenarioId },
  ];
}

function listOfRun({ status, results: { judgement } }: RunEventOf<"run.finished">): Figure[] {
  const { growth, recommendation, comparative, stability, diagnosis } = judgement;
  return [
    { name: "status", value: status },
    { name: "growth", value: growth.growthClass ?? growth.kind, comment: growth.statement },
    { name: "recommendation", value: recommendation.scenarioId ?? "none", comment: recommendation.statement },
    ...[...comparative, ...stability].flatMap(({ id, value, verdict, statement }): Figure[] => [
      { name: id, value, comment: statement },
      { name: `${id}_verdict`, value: verdict, comment: statement },
    ]),
    ...(judgement.comparison?.measures ?? []).map(({ id, leaders, statement }): Figure => ({
      name: `leads_in_${id}`,
      value: leaders.join(", ") || "none",
      comment: statement,
    })),
    ...(diagnosis === null ? [] : [{ name: "diagnosis", value: diagnosis.scope }]),
  ];
}

function toRecords(
  { state, clock }: TraceContext,
  event: RunEventOf<"run.finished">,
  scenarioId: string | null,
  figures: readonly Figure[],
): ScoreRecord[] {
  return figures.flatMap(({ name, value, comment }) =>
    value === null
      ? []
      : [
          {
            kind: "score",
            id: scoreIdOf(state.runId, scenarioId, name),
            runId: state.runId,
            traceId: scenarioId === null ? null : traceIdOf(state.runId, scenarioId),
            name,
            value,
            atMs: clock.wallOf(event.atMs),
            comment: typeof comment === "object" ? comment.text : (comment ?? null),
          },
        ],
  );
}
