import { describe, expect, test } from "vitest";
import { judge } from "../../../lib/core/judgement/judge.ts";
import { selectSizeKind } from "../../../lib/core/judgement/sizes/size-kind.ts";
import { toFigures, toInput } from "../support/growth-series.ts";
import { runFigures } from "../support/run-figures.ts";

type Times = { readonly [size: number]: number };

/** The judgement of times by size, where a size counts that unit; failures are unknown unless given as shares. */
function judged(unit: string, times: Times, failedShares: Times = {}) {
  const scenarios = Object.entries(times).map(([size, ms]) => {
    const [items, share] = [Number(size), failedShares[Number(size)]];
    return { ...toFigures(size, items, ms), itemsFailed: share === undefined ? null : share * items };
  });
  return judge(toInput(scenarios, { unit: { one: unit, many: `${unit}s` } }));
}

const textsOf = ({ headline, recommendation }: ReturnType<typeof judged>): string =>
  [headline, recommendation.statement, ...recommendation.reasons].map(({ text }) => text).join("\n");

describe("what a size counts", () => {
  const sizes = [toFigures("1", 1, 9), toFigures("8", 8, 9)];
  const kindOf = (one: string, isFalling = false) =>
    selectSizeKind({ unit: { one, many: `${one}s` }, scenarios: sizes }, isFalling);

  test.each(["thread", "worker", "vCPU", "core", "CPU", "goroutine", "replica", "shard", "worker thread"])(
    "[B12] %s: workers, whether times fall or not",
    (unit) => {
      expect([kindOf(unit), kindOf(unit, true)]).toEqual(["workers", "workers"]);
    },
  );
  test.each(["job", "process", "node", "instance"])("[B12] %s: workers only where times fall", (unit) => {
    expect([kindOf(unit), kindOf(unit, true)]).toEqual(["work", "workers"]);
  });
  test.each(["client", "VU", "connection", "virtual user", "client thread"])("[B12] %s: load", (unit) => {
    expect(kindOf(unit)).toBe("load");
  });
  test.each(["item", "mail", "row", "user"])("[B12] %s: work", (unit) => {
    expect([kindOf(unit), kindOf(unit, true)]).toEqual(["work", "work"]);
  });
  test("[B12] the items of a run, and a hundred thousand goroutines, are work", () => {
    const unit = { one: "goroutine", many: "goroutines" };
    expect(selectSizeKind({ unit, scenarios: [runFigures("a", 8)] }, false)).toBe("work");
    expect(selectSizeKind({ unit, scenarios: [toFigures("a", 100_000, 9)] }, false)).toBe("work");
  });
});

describe("workers", () => {
  test("[I3][B12] more of them that slow things down are not recommended", () => {
    const slow = judged("thread", { 1: 10_000, 2: 14_000, 4: 22_000, 8: 40_000 });
    expect(slow.headline).toMatchObject({
      text: "1 thread is fastest: more threads slow it down, 8 take 4× as long.",
      tone: "bad",
    });
    expect(slow.recommendation.scenarioId).toBe("1");
    expect(slow.recommendation.statement.text).toContain(
      "Use 1 thread: the fastest; more threads slow it down (8 take 4× as long)",
    );
    expect(textsOf(slow)).not.toMatch(/per item|per thread|cheapest|good balance/);
  });

  test("[I3][B12] what is lost beyond the fastest is told, and no more are advised", () => {
    const { headline, recommendation } = judged("thread", { 1: 100_000, 2: 52_000, 4: 30_000, 8: 21_000, 16: 63_000 });
    expect(headline.text).toBe("8 threads are fastest, 4.8× as fast as 1; 16 take 3× as long.");
    expect(recommendation.scenarioId).toBe("8");
    expect(recommendation.statement.text).toContain("(ideal 8×); 16 threads take 3× as long");
    expect(recommendation.statement.text).not.toContain("may gain more");
  });

  test("[I3] as many that are as fast as one gain nothing", () => {
    const { headline, recommendation } = judged("worker", { 1: 1_000, 2: 1_010, 4: 990 });
    expect(headline.text).toBe("More workers gain nothing.");
    expect(recommendation.statement.text).toContain("Use 1 worker: more workers gain nothing");
  });

  test("[I3] there is an ideal only for workers", () => {
    const times = { 1: 1_000, 8: 140 };
    expect(judged("item", times).recommendation.statement.text).not.toContain("ideal");
    expect(judged("thread", times).recommendation.statement.text).toContain("(ideal 8×)");
  });
});

describe("load", () => {
  const load = judged("VU", { 10: 13, 50: 14, 200: 62 }, { 10: 0, 50: 0.002, 200: 0.04 });

  test("[I3][B12] the largest load whose times hold is recommended, by its time", () => {
    expect(load.headline.text).toBe("Times hold up to 50 VUs (14 ms); 200 take 4.8× as long.");
    expect(load.recommendation.scenarioId).toBe("50");
    expect(load.recommendation.reasons.map(({ text }) => text)).toEqual([
      "50 VUs: a good balance of load and speed, 14 ms.",
      "10 VUs: also meets every limit (13 ms), but too small to reveal scaling problems.",
      "200 VUs: takes 4.8× as long as the fastest load.",
    ]);
  });

  test("[C2][I3] nothing is said per item, and there are no workers that sustain it", () => {
    expect(load.recommendation.production).toBeNull();
    expect(load.comparative[1]).toMatchObject({ verdict: "unknown", value: null });
    expect(textsOf(load)).not.toMatch(/ms per item|cheapest|as fast|speed-up|of its items/);
  });

  test("[I3] the part of a time that every load has is not taken out", () => {
    const { recommendation } = judged("client", { 1: 12, 10: 13, 50: 19, 100: 36, 200: 71 });
    expect(recommendation.scenarioId).toBe("50");
    expect(recommendation.reasons.map(({ text }) => text).join()).not.toContain("fixed");
  });
});
