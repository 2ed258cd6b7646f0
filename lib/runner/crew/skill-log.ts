import type { UnstampedFact } from "../../core/decide/decision.ts";
import type { WorkerListener } from "../../core/ports/skill-host.ts";

const LINES_PER_SECOND = 20;
/** Facts are kept for ever: so many lines of a scenario are stored under one claim, whatever its rate. */
const MAX_LINES = 2_000;
const WINDOW_MS = 1_000;

type SkillLog = {
  readonly onLog: WorkerListener["onLog"];
  /** Records now how many lines were left out. */
  reportLeftOut(): void;
  /** Nothing more is recorded. */
  stop(): void;
};

/** A talkative skill may fill the presenter's log but not the run's: beyond a rate, lines are counted instead of kept. */
export function limitSkillLog(
  scenarioId: string,
  nowMs: () => number,
  record: (facts: UnstampedFact[]) => void,
): SkillLog {
  let windowStartMs = Number.NEGATIVE_INFINITY;
  let lines = 0;
  let leftOut = 0;
  let kept = 0;
  let timer: NodeJS.Timeout | null = null;

  function keep(level: Parameters<WorkerListener["onLog"]>[0], text: string): void {
    if (kept > MAX_LINES) return;
    kept += 1;
    const line =
      kept <= MAX_LINES
        ? { level, text }
        : { level: "warn" as const, text: `More than ${MAX_LINES} lines: what follows is left out.` };
    record([{ type: "scenario.logged", scenarioId, ...line }]);
  }

  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function reportLeftOut(): void {
    stop();
    if (leftOut === 0) return;
    const what = leftOut === 1 ? "1 more line was" : `${leftOut} more lines were`;
    const text = `${what} left out: at most ${LINES_PER_SECOND} a second are kept.`;
    leftOut = 0;
    keep("warn", text);
  }

  return {
    onLog(level, text) {
      if (nowMs() - windowStartMs >= WINDOW_MS) {
        reportLeftOut();
        windowStartMs = nowMs();
        lines = 0;
      }
      lines += 1;
      if (lines <= LINES_PER_SECOND) return keep(level, text);
      leftOut += 1;
      // a skill that falls silent gives no other occasion to report it
      timer ??= setTimeout(reportLeftOut, windowStartMs + WINDOW_MS - nowMs());
    },
    reportLeftOut,
    stop,
  };
}

/** What the skills of one run say, each scenario's within its limits, whatever its attempts. */
export class SkillLogs {
  readonly #logs = new Map<string, SkillLog>();
  readonly #nowMs: () => number;
  readonly #record: (facts: UnstampedFact[]) => void;

  constructor(nowMs: () => number, record: (facts: UnstampedFact[]) => void) {
    this.#nowMs = nowMs;
    this.#record = record;
  }

  of(scenarioId: string): SkillLog {
    const log = this.#logs.get(scenarioId) ?? limitSkillLog(scenarioId, this.#nowMs, this.#record);
    this.#logs.set(scenarioId, log);
    return log;
  }

  reportLeftOut(): void {
    for (const log of this.#logs.values()) log.reportLeftOut();
  }

  stop(): void {
    for (const log of this.#logs.values()) log.stop();
  }
}
