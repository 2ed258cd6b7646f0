/** Lines that reach the scenario's log in one second; what is beyond is counted, not kept. */
const LOG_LINES_PER_SECOND = 50;
/** Bytes that one batch may write beside its items before it counts as endless. */
const MAX_CHATTER_BYTES = 32 * 1_048_576;
const MAX_TEXT = 2_000;

export type LogLevel = "info" | "warn" | "error";

export type OutputBudget = {
  /** a new batch has its own budget */
  reset(): void;
  /** false once a batch has written more than any honest skill does */
  spend(bytes: number): boolean;
  log(level: LogLevel, text: string): void;
};

/** Keeps a talkative skill from filling the log, and an endless one from running on. */
export function createOutputBudget(onLog: (level: LogLevel, text: string) => void, nowMs: () => number): OutputBudget {
  let spentBytes = 0;
  let secondStartedMs = Number.NEGATIVE_INFINITY;
  let linesThisSecond = 0;
  let dropped = 0;

  function startSecond(): void {
    if (dropped > 0)
      onLog("warn", `${dropped} more lines were left out: at most ${LOG_LINES_PER_SECOND} a second are kept.`);
    secondStartedMs = nowMs();
    linesThisSecond = 0;
    dropped = 0;
  }

  return {
    reset() {
      spentBytes = 0;
    },
    spend(bytes) {
      spentBytes += bytes;
      return spentBytes <= MAX_CHATTER_BYTES;
    },
    log(level, text) {
      if (nowMs() - secondStartedMs >= 1_000) startSecond();
      linesThisSecond += 1;
      if (linesThisSecond > LOG_LINES_PER_SECOND) dropped += 1;
      else onLog(level, text.slice(0, MAX_TEXT));
    },
  };
}
