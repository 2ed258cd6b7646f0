import type { UnstampedFact } from "../../core/decide/decision.ts";
import type { WorkerListener } from "../../core/ports/skill-host.ts";

const LINES_PER_SECOND = 20;
/** Facts are kept forever, so a scenario stores at most this many lines per claim, regardless of its rate. */
const MAX_LINES = 2_000;
const WINDOW_MS = 1_000;

type SkillLog = {
  readonly onLog: WorkerListener["onLog"];
  /** Logs the number of omitted lines now. */
  reportOmittedLines(): void;
  /** Records nothing more. */
  stop(): void;
};

/** Rate limit of a skill's log lines, so that a verbose skill does not flood the run's log. Further lines are only counted. */
export function limitSkillLog(
  scenarioId: string,
  nowMs: () => number,
  record: (facts: UnstampedFact[]) => void,
): SkillLog {
  let windowStartMs = Number.NEGATIVE_INFINITY;
  let lines = 0;
  let omitted = 0;
  let kept = 0;
  let timer: NodeJS.Timeout | null = null;

  function keep(level: Parameters<WorkerListener["onLog"]>[0], text: string): void {
    if (kept > MAX_LINES) return;
    kept += 1;
    const line =
      kept <= MAX_LINES
        ? { level, text }
        : { level: "warn" as const, text: `More than ${MAX_LINES} lines: further lines are omitted.` };
    record([{ type: "scenario.logged", scenarioId, ...line }]);
  }

  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function reportOmittedLines(): void {
    stop();
    if (omitted === 0) return;
    const what = omitted === 1 ? "1 more line was" : `${omitted} more lines were`;
    const text = `${what} omitted: at most ${LINES_PER_SECOND} lines per second are kept.`;
    omitted = 0;
    keep("warn", text);
  }

  return {
    onLog(level, text) {
      if (nowMs() - windowStartMs >= WINDOW_MS) {
        reportOmittedLines();
        windowStartMs = nowMs();
        lines = 0;
      }
      lines += 1;
      if (lines <= LINES_PER_SECOND) return keep(level, text);
      omitted += 1;
      // a silent skill gives no other occasion to log the count
      timer ??= setTimeout(reportOmittedLines, windowStartMs + WINDOW_MS - nowMs());
    },
    reportOmittedLines,
    stop,
  };
}

/** The log lines of a run's skills, limited per scenario across its attempts. */
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

  reportOmittedLines(): void {
    for (const log of this.#logs.values()) log.reportOmittedLines();
  }

  stop(): void {
    for (const log of this.#logs.values()) log.stop();
  }
}
