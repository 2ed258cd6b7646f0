import type { RunEvent } from "../../core/run/events.ts";
import { formatClock } from "../format/format.ts";
import type { TimelineMark, TimelineModel } from "./timeline.ts";
import { timelineText } from "../text/charts.ts";

/** Adds what the state does not keep: every try, every attempt, a changed skill. */
export function markTimeline(model: TimelineModel, facts: readonly RunEvent[]): TimelineModel {
  const marks = new Map<string, TimelineMark[]>();
  const add = (scenarioId: string, mark: TimelineMark) =>
    marks.set(scenarioId, [...(marks.get(scenarioId) ?? []), mark]);
  const moments = [...model.moments];
  for (const fact of facts) {
    const { atMs } = fact;
    if (fact.type === "batch.failed" || fact.type === "worker.failed")
      add(fact.scenarioId, { atMs, text: toTryText(fact), tone: "bad" });
    else if (fact.type === "batch.recovered")
      add(fact.scenarioId, { atMs, text: timelineText.recovered, tone: "hold" });
    else if (fact.type === "scenario.retried")
      add(fact.scenarioId, {
        atMs,
        text: timelineText.attempt(fact.attempt, fact.reason === "reduced-load"),
        tone: "hold",
      });
    else if (fact.type === "run.suspended") moments.push({ atMs, text: timelineText.suspended(fact.cause) });
    else if (fact.type === "skill.changed")
      moments.push({ atMs, text: timelineText.skillVersion(fact.installedVersion, formatClock(atMs)) });
  }
  return { ...model, moments, rows: model.rows.map((row) => ({ ...row, marks: marks.get(row.id) ?? [] })) };
}

function toTryText({ tries, next }: Extract<RunEvent, { type: "batch.failed" | "worker.failed" }>): string {
  return next === "none" ? timelineText.givenUp : timelineText.tryFailed(tries);
}
