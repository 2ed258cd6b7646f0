import type { UnstampedFact } from "../core/decision.ts";
import type { WorkerListener } from "../core/ports/skill-host.ts";

const LINES_PER_SECOND = 20;

/** A talkative skill may fill the presenter's log but not the run's: beyond a rate, lines are counted instead of kept. */
export function limitSkillLog(
  scenarioId: string,
  nowMs: () => number,
  record: (facts: UnstampedFact[]) => void,
): WorkerListener["onLog"] {
  let windowStartMs = Number.NEGATIVE_INFINITY;
  let lines = 0;
  let leftOut = 0;
  return (level, text) => {
    if (nowMs() - windowStartMs >= 1_000) {
      if (leftOut > 0)
        record([{ type: "scenario.logged", scenarioId, level: "warn", text: `${leftOut} more lines were left out.` }]);
      windowStartMs = nowMs();
      lines = 0;
      leftOut = 0;
    }
    lines += 1;
    if (lines > LINES_PER_SECOND) leftOut += 1;
    else record([{ type: "scenario.logged", scenarioId, level, text }]);
  };
}
