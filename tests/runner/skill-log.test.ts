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
  return { texts, log, say, told: () => texts.filter((text) => text !== "line") };
}

test("[F6] beyond twenty lines a second the rest is counted, and told with the next line", () => {
  const { texts, say, told } = startLog();
  say(70);
  expect(texts).toHaveLength(20);
  vi.advanceTimersByTime(1_000);
  say(1);
  expect(told()).toEqual(["50 more lines were left out: at most 20 a second are kept."]);
  expect(texts).toHaveLength(22);
});

test("[F6] what a skill had said too much is told though it falls silent", () => {
  const { say, told } = startLog();
  say(21);
  vi.advanceTimersByTime(999);
  expect(told()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told()).toEqual(["1 more line was left out: at most 20 a second are kept."]);
  vi.advanceTimersByTime(5_000);
  expect(told()).toHaveLength(1);
});

test("[F6] at the end it is told at once, and only once", () => {
  const { say, told, log } = startLog();
  say(25);
  log.reportLeftOut();
  vi.advanceTimersByTime(5_000);
  expect(told()).toEqual(["5 more lines were left out: at most 20 a second are kept."]);
});

test("[F6] of a scenario 2,000 lines are kept, and that there were more is said once", () => {
  const { texts, say } = startLog();
  for (let second = 0; second < 150; second += 1) {
    say(30);
    vi.advanceTimersByTime(1_000);
  }
  expect(texts).toHaveLength(2_001);
  expect(texts.filter((text) => text.startsWith("More than"))).toEqual([
    "More than 2000 lines: what follows is left out.",
  ]);
  expect(texts.at(-1)).toMatch(/^More than/);
});

test("[F6] once stopped nothing is told any more", () => {
  const { say, told, log } = startLog();
  say(25);
  log.stop();
  vi.advanceTimersByTime(5_000);
  expect(told()).toEqual([]);
});
