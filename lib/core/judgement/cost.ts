import { sum } from "simple-statistics";
import { createStatement, row, toFinite } from "./text/statement.ts";
import { costText } from "./text/cost.ts";
import { computeAmounts, computeUsage, sumUsage } from "../cost/compute-cost.ts";
import type { RunEstimate } from "../run/estimate.ts";
import type { JudgementInput } from "./input.ts";
import type { CostJudgement, EvidenceRow } from "../run/judgement.ts";
import { isWhole, selectComparable, selectQuality } from "./figures.ts";

/**
 * J2, J3. The resources used, in money if prices are known, otherwise in seconds of compute; and the same per quality
 * point, which is 0.01 of the mean quality, over the sizes that count.
 */
export function judgeCost(input: JudgementInput): CostJudgement {
  const { scenarios, prices, estimate } = input;
  const currency = prices?.currency ?? null;
  const used = scenarios.map(({ id, workMs, itemsDone, run }) => {
    const { busyMs = workMs, inputTokens = 0, outputTokens = 0, reported } = run ?? {};
    const tokens = { inputTokens, outputTokens, ...(reported === undefined ? {} : { reported }) };
    const usage = computeUsage({ busyMs, ...tokens, itemsDone });
    return { scenarioId: id, usage, amounts: prices === null ? null : computeAmounts(usage, prices) };
  });
  const usage = sumUsage(used.map(({ usage }) => usage));
  const amounts = prices === null ? null : computeAmounts(usage, prices);
  const spent = amounts?.total ?? usage.busySeconds;
  const counted = new Set(selectComparable(scenarios).map(({ id }) => id));
  const spentByCounted = used
    .filter(({ scenarioId }) => counted.has(scenarioId))
    .map(({ usage, amounts }) => amounts?.total ?? usage.busySeconds);
  const perQualityPoint = computePerQualityPoint(input, sum(spentByCounted));
  const estimated = selectEstimated(estimate);
  const rows = used.flatMap(({ scenarioId, usage, amounts }) => [
    ...rowsOfEstimate(estimate, scenarioId),
    row("busy time", scenarioId, usage.busySeconds, "s"),
    ...(usage.inputTokens + usage.outputTokens > 0
      ? [row("tokens", scenarioId, usage.inputTokens + usage.outputTokens, "tokens")]
      : []),
    ...(usage.reported === undefined ? [] : [row("reported by the skill", scenarioId, usage.reported.usd, "USD")]),
    ...(amounts === null ? [] : [row("cost", scenarioId, amounts.total, currency ?? "")]),
  ]);
  const { busySeconds } = usage;
  const tokens = usage.inputTokens + usage.outputTokens;
  const actual = costText.spent({ busySeconds, tokens, money: amounts?.total ?? null, perQualityPoint, currency });
  const text = `${actual}${describeEstimate(estimated, input, spent)}`;
  return {
    currency,
    scenarios: used,
    usage,
    amounts,
    estimated,
    perQualityPoint,
    statement: createStatement("cost", "neutral", text, rows),
  };
}

function computePerQualityPoint({ scenarios }: JudgementInput, spent: number): number | null {
  const qualities = selectComparable(scenarios).flatMap((each) => selectQuality(each) ?? []);
  const points = qualities.length === 0 ? 0 : (100 * sum(qualities)) / qualities.length;
  return points > 0 && spent > 0 ? toFinite(spent / points) : null;
}

function selectEstimated(estimate: RunEstimate | null): CostJudgement["estimated"] {
  const { likely = null, likelyAmounts = null } = estimate?.total ?? {};
  return likely === null ? null : { usage: likely, amounts: likelyAmounts };
}

function rowsOfEstimate(estimate: RunEstimate | null, scenarioId: string): readonly EvidenceRow[] {
  const own = estimate?.scenarios.find((scenario) => scenario.scenarioId === scenarioId);
  if (estimate === null || own === undefined || own.likely === null) return [];
  return [
    row("busy time, estimated", scenarioId, own.likely.busySeconds, "s"),
    ...(own.likelyAmounts === null || estimate.currency === null
      ? []
      : [row("cost, estimated", scenarioId, own.likelyAmounts.total, estimate.currency)]),
  ];
}

/** J2. In money when prices are known, else in seconds of compute; partial results are not compared with the estimate. */
function describeEstimate(
  estimated: CostJudgement["estimated"],
  { prices, isLive, scenarios }: JudgementInput,
  spent: number,
): string {
  const currency = prices?.currency ?? null;
  const expected = currency === null ? estimated?.usage.busySeconds : estimated?.amounts?.total;
  if (expected === undefined || !(expected > 0)) return "";
  return isLive || !scenarios.every(isWhole)
    ? costText.estimatedForAll(expected, spent, currency, isLive)
    : costText.estimated(expected, spent, currency);
}
