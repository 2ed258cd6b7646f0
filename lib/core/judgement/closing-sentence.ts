import { say } from "./text/statement.ts";
import { joinNames } from "../words/names.ts";
import { CLASS_ADVERBS, wordExponent } from "./text/growth.ts";
import type { JudgementInput, ScenarioFigures } from "./input.ts";
import type { ComparativeMetric, Judgement, Statement } from "../run/judgement.ts";
import { selectStarted, selectComparable } from "./figures.ts";
import { capitalise, formatCount, formatScore } from "../words/format.ts";

type Parts = Pick<Judgement, "growth" | "comparative" | "stability" | "partial" | "diagnosis">;
type Clause = { readonly text: string; readonly tone: Statement["tone"] };

/** The one sentence for the closing slide: whether quality holds, and what time does; what failed before both. */
export function describeHeadline(input: JudgementInput, parts: Parts): Statement {
  const { growth, comparative, stability, partial, diagnosis } = parts;
  const { scenarios, isLive } = input;
  const failed = scenarios.filter(({ run }) => run?.status === "failed").map(({ label }) => label);
  const scaling = comparative.find(({ id }) => id === "quality-scaling");
  const deviation = stability.find(({ id }) => id === "quality-deviation");
  const rows = [...(scaling?.statement.rows ?? []), ...growth.statement.rows];
  if (scenarios.length > 0 && failed.length === scenarios.length) {
    const same = diagnosis?.scope === "systematic" ? ", of the same error" : "";
    const stands = scenarios.some(({ itemsDone }) => itemsDone > 0) ? "; what they had finished is kept" : "";
    return say("headline", "bad", `Every scenario failed${same}${stands}.`, rows);
  }
  const started = selectStarted(scenarios);
  if (started.length === 0) {
    const text = isLive ? "Nothing is finished yet." : "Nothing was finished: there is nothing to judge.";
    return say("headline", "unsure", text, rows);
  }
  const quality = describeQuality(selectComparable(scenarios), scaling, deviation);
  const time = describeTime(input, growth);
  const join = quality.tone !== time.tone && [quality.tone, time.tone].includes("bad") ? ", but " : ", and ";
  const aside =
    failed.length > 0
      ? `; ${joinNames(failed)} failed`
      : partial === null
        ? ""
        : isLive
          ? ", so far"
          : ", of partial results";
  const text = `${capitalise(quality.text)}${join}${time.text}${aside}.`;
  return say("headline", toTone([quality, time], failed.length > 0), text, rows);
}

function toTone(clauses: readonly Clause[], isBroken: boolean): Statement["tone"] {
  const tones = clauses.map(({ tone }) => tone);
  if (isBroken || tones.includes("bad")) return "bad";
  if (tones.every((tone) => tone === "good")) return "good";
  return tones.every((tone) => tone === "unsure") ? "unsure" : "neutral";
}

type Metric = ComparativeMetric | undefined;

/** Within this quality has not changed. */
const HELD_WITHIN = 0.05;

/** Quality holds within .05; it may fall further as far as both metrics accept. */
function describeQuality(telling: readonly ScenarioFigures[], scaling: Metric, deviation: Metric): Clause {
  const [smallest, largest] = [telling[0]?.quality ?? null, telling.at(-1)?.quality ?? null];
  if (scaling === undefined || scaling.verdict === "unknown" || smallest === null || largest === null)
    return { text: "quality cannot be compared", tone: "unsure" };
  const [from, to] = [formatScore(smallest), formatScore(largest)];
  if (scaling.verdict === "fail") return { text: `quality drops from ${from} to ${to}`, tone: "bad" };
  const [isSteady, rise] = [deviation?.verdict !== "fail", largest - smallest];
  if (rise > HELD_WITHIN) return { text: `quality rises from ${from} to ${to}`, tone: "good" };
  if (rise < -HELD_WITHIN)
    return isSteady
      ? { text: `quality falls acceptably (${from} to ${to})`, tone: "neutral" }
      : { text: `quality falls from ${from} to ${to}`, tone: "bad" };
  if (!isSteady) return { text: "quality differs between the sizes", tone: "bad" };
  return { text: from === to ? `quality holds at ${from}` : `quality holds (${from} to ${to})`, tone: "good" };
}

function describeTime({ unit }: JudgementInput, { growthClass, knee, exponents, times }: Judgement["growth"]): Clause {
  if (knee !== null && Math.round(knee.exponentAfter * 100) !== Math.round(knee.exponentBefore * 100)) {
    const isWorse = knee.exponentAfter > knee.exponentBefore;
    const text = `time turns ${wordExponent(knee.exponentAfter)} beyond ${formatCount(knee.items)} ${unit.many}`;
    return { text, tone: isWorse ? "bad" : "good" };
  }
  if (growthClass !== null) return CLASS_ADVERBS[growthClass];
  const [only] = exponents;
  if (exponents.length === 1 && only !== undefined)
    return { text: `time is ${wordExponent(only.exponent)} between the two sizes measured`, tone: "unsure" };
  const [smallest, largest] = [times[0], times.at(-1)];
  if (smallest !== undefined && largest !== undefined && largest.items > smallest.items) {
    const power = Math.log(largest.timeMs / smallest.timeMs) / Math.log(largest.items / smallest.items);
    const verb = power < 0 ? "falls" : "grows";
    return { text: `time ${verb} by no clear class (power ${power.toFixed(2)} over all)`, tone: "unsure" };
  }
  return { text: "how time grows cannot be told", tone: "unsure" };
}
