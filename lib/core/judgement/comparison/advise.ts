import { createStatement } from "../text/statement.ts";
import { describeFailing, variantAdvice, variantHeadline, type Named } from "../text/comparison.ts";
import type { Clause } from "../text/statement.ts";
import { isWhole } from "../figures.ts";
import type { JudgementInput } from "../input.ts";
import type { ComparedMeasure, Comparison, Recommendation, Statement } from "../../run/judgement.ts";
import { labelScenario } from "../../words/names.ts";
import { beats, findLead, rankVariants, selectLeading } from "./comparison.ts";

type Labels = Pick<JudgementInput, "scenarios">;

/**
 * A14. The variant to use: of those that no other beats in quality the fastest, and of those that are as fast the cheapest, each
 * beyond the noise. Failures count in quality; where there is none, they decide instead. None where that leaves several, and none
 * during a run, when the results are not compared yet.
 */
export function recommendVariant(input: JudgementInput, comparison: Comparison): Recommendation {
  const { isLive, scenarios } = input;
  const reasons = stateVariants(input, comparison);
  const known = selectDeciding(comparison);
  const none = (tone: Statement["tone"], text: string): Recommendation => ({
    scenarioId: null,
    statement: createStatement("recommended-variant", tone, text),
    reasons,
    production: null,
  });
  const everyone = known[0]?.values.map(({ scenarioId }) => scenarioId) ?? [];
  if (isLive || everyone.length < 2) return none("unsure", variantAdvice.none(isLive));
  // one that broke off may be good at what it finished, and is still none to use
  const whole = everyone.filter((id) => scenarios.some((each) => each.id === id && isWhole(each)));
  const [only] = whole;
  if (only === undefined) return none("unsure", variantAdvice.noneFinished);
  if (whole.length === 1) {
    const text = variantAdvice.use(labelScenario(input, only), variantAdvice.onlyOne);
    return { ...none("neutral", text), scenarioId: only, reasons: putFirst(reasons, labelScenario(input, only)) };
  }
  let left: readonly string[] = whole;
  for (const measure of known) {
    const best = selectLeading(rankVariants(measure, left), measure);
    if (best.length === 1 && best[0] !== undefined && left.length > 1)
      return choose(input, comparison, { id: best[0], rivals: left, measure, reasons });
    left = best;
  }
  const labels = everyone.filter((id) => left.includes(id)).map((id) => labelScenario(input, id));
  return none("neutral", variantAdvice.either(labels, left.length === everyone.length && known.length === 3));
}

/** The measures that decide, the weightiest first: a failed item scores 0 in quality already. */
function selectDeciding(comparison: Comparison): readonly ComparedMeasure[] {
  const isJudged = isCompared(comparison, "quality");
  return comparison.measures.filter(({ id, values }) => values.length > 0 && !(isJudged && id === "failures"));
}

type Choice = {
  readonly id: string;
  readonly rivals: readonly string[];
  readonly measure: ComparedMeasure;
  readonly reasons: readonly Statement[];
};

function choose(
  input: JudgementInput,
  comparison: Comparison,
  { id, rivals, measure, reasons }: Choice,
): Recommendation {
  const next = findNext(input, measure, id, rivals);
  const ratio = next === null ? 1 : (findLead(measure, id, next.id)?.value ?? 1);
  const isQualityCompared = isCompared(comparison, "quality");
  const rival = next ?? { label: "", value: 0 };
  const why = {
    quality: () => variantAdvice.byQuality(valueOf(measure, id), rival),
    failures: () => variantAdvice.byFailures(valueOf(measure, id), rival),
    time: () => variantAdvice.byTime(ratio, rival.label, isQualityCompared),
    cost: () => variantAdvice.byCost(ratio, rival.label, isQualityCompared),
  }[measure.id]();
  const against = measure.id === "quality" ? describeFaster(input, comparison, id) : "";
  const text = variantAdvice.use(labelScenario(input, id), why, against);
  const chosen = labelScenario(input, id);
  return {
    scenarioId: id,
    statement: createStatement(
      "recommended-variant",
      against === "" ? "good" : "neutral",
      text,
      // the audience reads it, and learns no amounts of cost
      measure.id === "cost" ? [] : measure.statement.rows,
    ),
    reasons: putFirst(reasons, chosen),
    production: null,
  };
}

/** The reasons with that of one variant first. */
function putFirst(reasons: readonly Statement[], label: string): readonly Statement[] {
  const isAbout = ({ text }: Statement): boolean => text.startsWith(`${label}:`);
  return [...reasons.filter(isAbout), ...reasons.filter((each) => !isAbout(each))];
}

/** The best of the others. */
function findNext(
  labels: Labels,
  measure: ComparedMeasure,
  id: string,
  rivals: readonly string[],
): (Named & { readonly id: string }) | null {
  const [nextId] = rankVariants(
    measure,
    rivals.filter((rival) => rival !== id),
  );
  const next = measure.values.find(({ scenarioId }) => scenarioId === nextId);
  return next === undefined
    ? null
    : { id: next.scenarioId, label: labelScenario(labels, next.scenarioId), value: next.value };
}

function describeFaster(labels: Labels, { measures }: Comparison, id: string): string {
  const time = measures.find((each) => each.id === "time");
  const [fastest] = time?.leaders ?? [];
  if (time === undefined || fastest === undefined || fastest === id || !beats(time, fastest, id)) return "";
  return variantAdvice.faster(labelScenario(labels, fastest), findLead(time, fastest, id)?.value ?? 1);
}

function stateVariants({ scenarios, unit }: JudgementInput, { measures }: Comparison): readonly Statement[] {
  return scenarios.map(({ id, label }) => {
    // the audience reads these, and learns no amounts of cost
    const figures = measures
      .filter((measure) => measure.id !== "cost")
      .flatMap((measure) => {
        const own = measure.values.find(({ scenarioId }) => scenarioId === id);
        return own === undefined ? [] : [variantAdvice.figure(measure, own.value, unit.one)];
      });
    const text = figures.length === 0 ? variantAdvice.leftOut(label) : variantAdvice.figures(label, figures);
    return createStatement("recommended-variant", "neutral", text);
  });
}

function valueOf({ values }: ComparedMeasure, id: string): number {
  return values.find(({ scenarioId }) => scenarioId === id)?.value ?? 0;
}

function isCompared({ measures }: Comparison, id: ComparedMeasure["id"]): boolean {
  return measures.some((measure) => measure.id === id && measure.values.length > 0);
}

/** Who leads, in a clause: quality first, then time; and who fails more than others. */
export function describeLeaders(labels: Labels, comparison: Comparison): Clause {
  const { text, tone } = describeBest(labels, comparison);
  const failures = comparison.measures.find(({ id }) => id === "failures");
  const failing = failures?.values.filter(({ scenarioId }) => !failures.leaders.includes(scenarioId)) ?? [];
  const named = failing.map(({ scenarioId, value }) => ({ label: labelScenario(labels, scenarioId), value }));
  return { text: `${text}${describeFailing(named)}`, tone };
}

function describeBest(labels: Labels, { measures }: Comparison): Clause {
  const known = measures.filter(({ values }) => values.length > 0);
  const [quality, time] = [known.find(({ id }) => id === "quality"), known.find(({ id }) => id === "time")];
  const everyone = known[0]?.values.map(({ scenarioId }) => scenarioId) ?? [];
  if (everyone.length < 2) return variantHeadline.nothing;
  const best = quality === undefined ? null : findLeading(labels, quality, everyone);
  const fast = time === undefined ? null : findLeading(labels, time, everyone);
  const faster = fast === null ? null : { leader: fast.leader, next: fast.next.label, ratio: fast.lead };
  if (best !== null) {
    const [fastest] = time?.leaders ?? [];
    if (fast !== null && faster !== null && fast.id === best.id) return variantHeadline.both(best, faster);
    if (time !== undefined && fastest !== undefined && beats(time, fastest, best.id)) {
      const ratio = findLead(time, fastest, best.id)?.value ?? 1;
      return variantHeadline.tradeOff(best, { leader: labelScenario(labels, fastest), next: best.leader, ratio });
    }
    return variantHeadline.quality(best, time?.leaders.length === everyone.length);
  }
  const isGroup = quality !== undefined && quality.leaders.length < everyone.length;
  if (isGroup)
    return variantHeadline.group(
      quality.leaders.map((id) => labelScenario(labels, id)),
      faster,
    );
  if (faster !== null) return variantHeadline.time(faster, quality !== undefined);
  if (time !== undefined && time.leaders.length < everyone.length)
    return variantHeadline.fastest(
      time.leaders.map((id) => labelScenario(labels, id)),
      quality !== undefined,
    );
  const names = everyone.map((id) => labelScenario(labels, id));
  return variantHeadline.equal(
    names,
    known.filter(({ id, leaders }) => id !== "cost" && leaders.length === everyone.length).map(({ id }) => id),
  );
}

/** The only leader, and the next one; null when several lead. */
function findLeading(
  labels: Labels,
  measure: ComparedMeasure,
  everyone: readonly string[],
): {
  readonly id: string;
  readonly leader: string;
  readonly next: Named;
  readonly value: number;
  readonly lead: number;
} | null {
  const [id, ...others] = measure.leaders;
  const next = id === undefined || others.length > 0 ? null : findNext(labels, measure, id, everyone);
  if (id === undefined || next === null) return null;
  const lead = findLead(measure, id, next.id)?.value ?? 1;
  return { id, leader: labelScenario(labels, id), next, value: valueOf(measure, id), lead };
}
