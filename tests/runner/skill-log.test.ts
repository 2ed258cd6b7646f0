import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { UnstampedFact } from "../../lib/core/decide/decision.ts";
import { limitSkillLog } from "../../lib/runner/crew/skill-log.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function startLog() {
  const texts: string[] = [];
  const record = (facts: UnstampedFact[]) =>
    void texts.push(...facts.flatMap((fact) => (fact.type === "scenario.logged" ? fact.text : [])));
  const log = limitSkillLog("simple", () => performance.now(), record);
  const say = (count: number) => {
    for (let line = 0; line < count; line += 1) log.onLog("info", "line");
  };
  return { texts, log, say, logged: () => texts.filter((text) => text !== "line") };
}

test("[F6] lines beyond twenty a second are counted, and the count is logged with the next line", () => {
  const { texts, say, logged } = startLog();
  say(70);
  expect(texts).toHaveLength(20);
  vi.advanceTimersByTime(1_000);
  say(1);
  expect(logged()).toEqual(["50 more lines were omitted: at most 20 lines per second are kept."]);
  expect(texts).toHaveLength(22);
});

test("[F6] the count of omitted lines is logged even if the skill stays silent", () => {
  const { say, logged } = startLog();
  say(21);
  vi.advanceTimersByTime(999);
  expect(logged()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(logged()).toEqual(["1 more line was omitted: at most 20 lines per second are kept."]);
  vi.advanceTimersByTime(5_000);
  expect(logged()).toHaveLength(1);
});

test("[F6] at the end the count is logged at once, and only once", () => {
  const { say, logged, log } = startLog();
  say(25);
  log.reportOmittedLines();
  vi.advanceTimersByTime(5_000);
  expect(logged()).toEqual(["5 more lines were omitted: at most 20 lines per second are kept."]);
});

test("[F6] a scenario keeps 2,000 lines, and the limit is logged once", () => {
  const { texts, say } = startLog();
  for (let second = 0; second < 150; second += 1) {
    say(30);
    vi.advanceTimersByTime(1_000);
  }
  expect(texts).toHaveLength(2_001);
  expect(texts.filter((text) => text.startsWith("More than"))).toEqual([
    "More than 2000 lines: further lines are omitted.",
  ]);
  expect(texts.at(-1)).toMatch(/^More than/);
});

test("[F6] nothing is logged after stop", () => {
  const { say, logged, log } = startLog();
  say(25);
  log.stop();
  vi.advanceTimersByTime(5_000);
  expect(logged()).toEqual([]);
});
