import { describe, expect, test } from "vitest";
import { describeEstimate } from "../../lib/cli/describe-cost.ts";
import { pricesCommand } from "../../lib/cli/prices.ts";
import type { PricesInForce } from "../../lib/core/ports/price-source.ts";
import { computeEstimate } from "../../lib/core/estimate/compute.ts";
import { runSpec, scenarioSpec } from "../core/support/specs.ts";
import { createRecordedTerminal } from "../support/recorded-terminal.ts";

const PRICES = {
  currency: "EUR",
  computePerHour: 36,
  perMillionInputTokens: 1,
  perMillionOutputTokens: 2,
  databasePerMillionItems: 0,
};
const file = "/data/prices.json";

async function printPrices(inForce: PricesInForce) {
  const terminal = createRecordedTerminal();
  const exitCode = await pricesCommand({ read: async () => inForce }, terminal, { json: false });
  return { exitCode, printed: terminal.printed.join("\n") };
}

describe("[J2] prices", () => {
  test("are printed with the file that they come from", async () => {
    const { exitCode, printed } = await printPrices({ status: "set", prices: PRICES, file });
    expect(exitCode).toBe(0);
    expect(printed).toContain("Prices in EUR, from /data/prices.json\n36 for one hour of one worker");
  });

  test("that are missing or invalid are reported, an invalid file with exit code 4", async () => {
    const none = await printPrices({ status: "none", prices: null, file });
    expect(none).toEqual({ exitCode: 0, printed: expect.stringContaining("/data/prices.json does not exist") });
    const broken = await printPrices({
      status: "broken",
      prices: null,
      file,
      message: "prices.json: currency is missing",
    });
    expect(broken).toEqual({ exitCode: 4, printed: expect.stringContaining("currency is missing") });
  });
});

describe("[J1] the printed estimate", () => {
  const scenarios = [scenarioSpec("a", 100), scenarioSpec("b", 200, { timeBudgetMs: 60_000 })];
  const samples = [
    {
      items: 100,
      busyMs: 10_000,
      warmUpMs: 0,
      elapsedMs: 11_000,
      concurrency: 1,
      inputTokens: 1_000,
      outputTokens: 500,
    },
  ];
  const basis = { runId: "run_x", finishedAt: "2030-01-02T03:04:05Z", differences: [], growthClass: null, samples };

  test("before the first run it states the limit of the budgets", () => {
    expect(describeEstimate(computeEstimate(runSpec({ scenarios }), null))).toBe(
      "Estimate: at most 11 min of work.\nNo similar run yet, so nothing is measured: “at most” is what the time budgets allow.",
    );
  });

  test("afterwards it states the likely use, in money if there are prices, with warnings", () => {
    const spec = runSpec({ scenarios, prices: PRICES, costCap: { unit: "money", limit: 0.1 } });
    const lines = describeEstimate(computeEstimate(spec, basis)).split("\n");
    expect(lines[0]).toBe(
      "Estimate: about 0.31 EUR for 30 s of work and 4,500 tokens, finished in 22 s without holds; at most 6.61 EUR for 11 min of work and 4,500 tokens.",
    );
    expect(lines[2]).toContain("Note: About 0.306 EUR will probably be used, more than the spending limit of 0.1 EUR");
  });
});
