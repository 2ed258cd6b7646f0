import { row, say, toFinite } from "./text/statement.ts";
import { formatMoney } from "../words/names.ts";
import { computeAmounts, computeUsage, sumUsage } from "../cost/compute-cost.ts";
import type { RunEstimate } from "../run/estimate.ts";
import { sum } from "./growth/fit.ts";
import type { JudgementInput } from "./input.ts";
import type { CostJudgement, EvidenceRow } from "../run/judgement.ts";
import { isWhole } from "./figures.ts";

/** J2, J3. What was used, in money when prices are known; per quality point: over 100 × the mean quality. */
export function judgeCost(input: JudgementInput): CostJudgement {
  const { scenarios, prices, estimate } = input;
  const used = scenarios.map(({ id, workMs, itemsDone, run }) => {
    const { busyMs = workMs, inputTokens = 0, outputTokens = 0 } = run ?? {};
    const usage = computeUsage({ busyMs, inputTokens, outputTokens, itemsDone });
    return { scenarioId: id, usage, amounts: prices === null ? null : computeAmounts(usage, prices) };
  });
  const usage = sumUsage(used.map(({ usage }) => usage));
  const amounts = prices === null ? null : computeAmounts(usage, prices);
  const qualities = scenarios.flatMap(({ quality }) => quality ?? []);
  const points = qualities.length === 0 ? 0 : (100 * sum(qualities)) / qualities.length;
  const spent = amounts?.total ?? usage.busySeconds;
  const perQualityPoint = points > 0 && spent > 0 ? toFinite(spent / points) : null;
  const tokens = usage.inputTokens + usage.outputTokens;
  const estimated = selectEstimated(estimate);
  const rows = used.flatMap(({ scenarioId, usage, amounts }) => [
    ...rowsOfEstimate(estimate, scenarioId),
    row("busy time", scenarioId, usage.busySeconds, "s"),
    ...(usage.inputTokens + usage.outputTokens > 0
      ? [row("tokens", scenarioId, usage.inputTokens + usage.outputTokens, "tokens")]
      : []),
    ...(amounts === null ? [] : [row("cost", scenarioId, amounts.total, prices?.currency ?? "")]),
  ]);
  const parts = [
    `${wordSeconds(usage.busySeconds)} of work`,
    ...(tokens > 0 ? [`${tokens.toLocaleString("en-US")} tokens`] : []),
  ].join(" and ");
  const perPoint =
    perQualityPoint === null ? "" : `, ${formatMoney(perQualityPoint, prices?.currency ?? "s")} a quality point`;
  const actual =
    amounts === null || prices === null
      ? `${parts}${perPoint}; without a price table no money is named.`
      : `${formatMoney(amounts.total, prices.currency)} for ${parts}${perPoint}.`;
  const text = `${actual}${wordEstimate(estimated, input, amounts?.total ?? usage.busySeconds)}`;
  return {
    currency: prices?.currency ?? null,
    scenarios: used,
    usage,
    amounts,
    estimated,
    perQualityPoint,
    statement: say("cost", "neutral", text, rows),
  };
}

function selectEstimated(estimate: RunEstimate | null): CostJudgement["estimated"] {
  const { likely = null, likelyAmounts = null } = estimate?.total ?? {};
  return likely === null ? null : { usage: likely, amounts: likelyAmounts };
}

function rowsOfEstimate(estimate: RunEstimate | null, scenarioId: string): readonly EvidenceRow[] {
  const told = estimate?.scenarios.find((scenario) => scenario.scenarioId === scenarioId);
  if (estimate === null || told === undefined || told.likely === null) return [];
  return [
    row("busy time, estimated", scenarioId, told.likely.busySeconds, "s"),
    ...(told.likelyAmounts === null || estimate.currency === null
      ? []
      : [row("cost, estimated", scenarioId, told.likelyAmounts.total, estimate.currency)]),
  ];
}

/** J2. " Estimated 0.02 USD, actual 0.03 USD: 50 % more." In money when both are, else in busy seconds; of a part no comparison. */
function wordEstimate(
  estimated: CostJudgement["estimated"],
  { prices, isLive, scenarios }: JudgementInput,
  spent: number,
): string {
  const currency = prices?.currency ?? null;
  const expected = currency === null ? estimated?.usage.busySeconds : estimated?.amounts?.total;
  if (expected === undefined || !(expected > 0)) return "";
  const word = (value: number): string => (currency === null ? wordSeconds(value) : formatMoney(value, currency));
  if (isLive || !scenarios.every(isWhole))
    return ` Estimated ${word(expected)} for the whole run; ${isLive ? "so far" : "what was finished took"} ${word(spent)}.`;
  const apart = Math.round((100 * (spent - expected)) / expected);
  const verdict = apart === 0 ? "as estimated" : `${Math.abs(apart)} % ${apart > 0 ? "more" : "less"}`;
  return ` Estimated ${word(expected)}, actual ${word(spent)}: ${verdict}.`;
}

function wordSeconds(seconds: number): string {
  return `${seconds < 10 ? Number(seconds.toPrecision(2)) : Math.round(seconds)} s`;
}
