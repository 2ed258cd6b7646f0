import { describe, expect, test } from "vitest";
import { refuseWhatIf } from "../../../lib/core/judgement/growth/what-if.ts";
import { selectResultChart } from "../../../lib/view/room/result-chart.ts";
import { selectExtrapolation } from "../../../lib/view/growth/growth.ts";
import { formatSpan } from "../../../lib/view/room/result-span.ts";
import { buildSampleGrowth, SAMPLE_GROWTHS, type SampleGrowth } from "../../support/sample-growth.ts";

const ask = (name: SampleGrowth, items: number) => {
  const { results, spec } = buildSampleGrowth(name);
  return selectResultChart(results, spec, items).asked;
};

describe("[B8] what the room sees of a size that was not measured", () => {
  test("the interval of the judgement's own extrapolation", () => {
    const { results, spec } = buildSampleGrowth("linear");
    const found = selectExtrapolation(results, spec, 20_000);
    const asked = ask("linear", 20_000);
    expect(asked).toMatchObject({ refusal: null, ms: found?.timeMs, lowMs: found?.lowMs, highMs: found?.highMs });
    expect([asked?.question, asked?.answer]).toEqual(["20,000\u00a0mails?", "15–19\u00a0min"]);
  });

  test("far beyond what was measured it is rough, and farther it is refused", () => {
    expect(ask("linear", 200_000)?.answer).toMatch(/^roughly /);
    expect(ask("linear", 10_000_000)?.refusal).toBe("too-far");
  });

  test("an unclear growth, one size, and a curve that a larger size contradicts show nothing", () => {
    expect(ask("unclear", 9_000)?.refusal).toBe("unclear");
    expect(ask("unclear", 90_000)?.refusal).toBe("too-far");
    expect(ask("fault", 4_000)?.refusal).toBe("unmeasured");
    expect(ask("cliff", 10_000)?.refusal).toBe("unclear");
    expect(ask("cliff", 600)?.refusal).toBeNull();
  });

  test("an answer is never wider than sixfold", () => {
    for (const name of SAMPLE_GROWTHS)
      for (const items of [30, 500, 3_000, 20_000, 200_000]) {
        const asked = ask(name, items);
        expect(asked?.refusal !== null || asked.highMs <= 6 * asked.lowMs).toBe(true);
      }
  });

  test("without two sizes there is nothing to start from", () => {
    expect(refuseWhatIf({ times: [], excluded: [] }, null)).toBe("unmeasured");
  });
});

test("[B8] an interval names its unit once where it can", () => {
  const MIN = 60_000;
  expect([
    formatSpan(16.3 * MIN, 21.6 * MIN),
    formatSpan(45_000, 3 * MIN),
    formatSpan(900, 1_200),
    formatSpan(10_000, 10_010),
    formatSpan(13 * 3_600_000, 18 * 3_600_000),
  ]).toEqual(["16–22\u00a0min", "45\u00a0s–3\u00a0min", "900\u00a0ms–1.2\u00a0s", "10\u00a0s", "13–18\u00a0h"]);
});
