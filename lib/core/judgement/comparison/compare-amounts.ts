import { REPORTED_COST_VALUE } from "../../run/metrics.ts";
import { computeAmounts } from "../../cost/compute-cost.ts";
import type { PriceTable } from "../../run/prices.ts";
import { selectBlocks, toBlockBusy, toBlockTimes, toBlockValues, type Block } from "./blocks.ts";
import type { Comparable, Compared } from "./compared.ts";
import { computeSumRatio, computeTrimmedMean, toInterval, toRatios } from "./pairing.ts";
import type { Interval } from "../../run/judgement.ts";

/**
 * Two processes of the same program differ by as much, by how their code was compiled and where it lies in memory; a smaller
 * difference does not come from the variants.
 */
export const LEAST_TIME_RATIO = 1.03;

/**
 * Work time per finished item beyond the first block, and its ratios: the trimmed mean of ln(time of the first ÷ time of the second)
 * over blocks of the same items, so that neither slow items, which both variants have, nor single disturbances count as a difference.
 * Failed items are finished ones: how many there are is a measure of its own, with its own error.
 */
export function compareTimes(variants: readonly Comparable[], level: number): Compared | null {
  const blocks = selectBlocks(variants.map(({ scenario }) => scenario));
  const times = variants.map(({ scenario }) => toBlockTimes(scenario, blocks));
  if (blocks.length === 0 || times.some((each) => each.some((ms) => !(ms > 0)))) return null;
  const values = times.map((each) => {
    const perItem = each.map((ms, block) => Math.log(ms / sizeOf(blocks[block])));
    return toRatios(toInterval(computeTrimmedMean(perItem), 0.95));
  });
  return {
    items: Math.min(...variants.map(({ scenario }) => scenario.itemsDone)),
    values,
    compare: (one, other) => {
      const [first, second] = [times[one], times[other]];
      if (first === undefined || second === undefined) return null;
      const ratios = first.map((ms, at) => Math.log(ms / (second[at] ?? ms)));
      return toRatios(toInterval(computeTrimmedMean(ratios), level));
    },
    isBeyond: ({ value, low, high }) => (low > 1 || high < 1) && Math.max(value, 1 / value) >= LEAST_TIME_RATIO,
  };
}

function sizeOf(block: Block | undefined): number {
  return block === undefined ? 1 : block.toItem - block.fromItem;
}

export type ComparedCost = Compared & { readonly unit: string };

type CostTerms = {
  readonly prices: PriceTable | null;
  /** the times are no measurement, so that busy time costs nothing */
  readonly areTimesSet: boolean;
};

/** Cost per finished item and its ratios, over blocks of the same items: money, without prices tokens, without those busy seconds. */
export function compareCosts(variants: readonly Comparable[], terms: CostTerms, level: number): ComparedCost | null {
  const blocks = selectBlocks(variants.map(({ scenario }) => scenario));
  if (blocks.length === 0) return null;
  const usesTokens = variants.some(
    ({ scenario }) => (scenario.run?.inputTokens ?? 0) + (scenario.run?.outputTokens ?? 0) > 0,
  );
  const usesItems = usesTokens || variants.some(({ scenario }) => scenario.run?.reported !== undefined);
  const isKnown = !usesItems || variants.every(({ items }) => items !== null);
  if (!isKnown) return null;
  const unit = terms.prices?.currency ?? (usesTokens ? "tokens" : "s");
  const costs = variants.map((variant) => toBlockCosts(variant, blocks, terms, usesTokens));
  const perBlock = sizeOf(blocks[0]);
  const values = costs.flatMap((each) => {
    const estimate = computeSumRatio(each, null);
    return estimate === null ? [] : [divide(toRatios(toInterval(estimate, 0.95)), perBlock)];
  });
  if (values.length < variants.length) return null;
  return {
    unit,
    items: Math.min(...variants.map(({ scenario }) => scenario.itemsDone)),
    values,
    compare: (one, other) => {
      const estimate = computeSumRatio(costs[one] ?? [], costs[other] ?? []);
      return estimate === null ? null : toRatios(toInterval(estimate, level));
    },
    isBeyond: ({ value, low, high }) => (low > 1 || high < 1) && Math.max(value, 1 / value) >= LEAST_TIME_RATIO,
  };
}

function divide({ value, low, high }: Interval, by: number): Interval {
  return { value: value / by, low: low / by, high: high / by };
}

function toBlockCosts(
  { scenario, items }: Comparable,
  blocks: readonly Block[],
  { prices, areTimesSet }: CostTerms,
  usesTokens: boolean,
): number[] {
  const busyMs = areTimesSet ? [] : toBlockBusy(scenario, blocks);
  const sumsOf = (name: string): number[] =>
    items === null ? blocks.map(() => 0) : toBlockValues(items, name, blocks);
  const [input, output, usd] = [sumsOf("input_tokens"), sumsOf("output_tokens"), sumsOf(REPORTED_COST_VALUE)];
  const { run } = scenario;
  return blocks.map(({ fromItem, toItem }, at) => {
    const [inputTokens, outputTokens] = [input[at] ?? 0, output[at] ?? 0];
    const usage = {
      busySeconds: (busyMs[at] ?? 0) / 1_000,
      inputTokens,
      outputTokens,
      storedItems: toItem - fromItem,
      ...(run?.reported === undefined
        ? {}
        : {
            reported: {
              usd: usd[at] ?? 0,
              inputTokens: inputTokens * toShare(run.reported.inputTokens, run.inputTokens),
              outputTokens: outputTokens * toShare(run.reported.outputTokens, run.outputTokens),
            },
          }),
    };
    if (prices !== null) return computeAmounts(usage, prices).total;
    return usesTokens ? usage.inputTokens + usage.outputTokens : usage.busySeconds;
  });
}

/** The part of a block's tokens that money was reported for: that of the whole scenario. */
function toShare(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
