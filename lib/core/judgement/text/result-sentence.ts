import { hasSetTimes } from "../evidence.ts";
import { readQuality, type QualityCourse } from "../read-quality.ts";
import type { Growth, Judgement, Statement } from "../../run/judgement.ts";
import type { RunResults } from "../../run/results.ts";
import type { RunSpec } from "../../run/spec.ts";
import type { RunState } from "../../run/state.ts";
import { capitalise, formatCount, formatFactor, formatQuantity, formatScore } from "../../words/format.ts";
import { nameDuration, nameLoad, nameMultiple } from "../../words/multiples.ts";
import { joinNames, labelScenario } from "../../words/names.ts";

type Tone = Statement["tone"];
/** A stretch of the result's sentence; its finding has the tone. */
export type ResultPart = { readonly text: string; readonly tone: Tone | null };
/** `isClosed`: it contrasts two things itself, and what follows is a sentence of its own */
type Clause = { readonly tone: Tone; readonly parts: readonly ResultPart[]; readonly isClosed?: boolean };
type Ended = Pick<RunState, "status" | "capped" | "spec">;

const plain = (text: string): ResultPart => ({ text, tone: null });
const clause = (tone: Tone, before: string, finding: string, after = ""): Clause => ({
  tone,
  parts: [plain(before), { text: finding, tone }, plain(after)].filter(({ text }) => text !== ""),
});

/**
 * G19. The result in one sentence that a hall remembers, from the judgement alone: how much longer the largest size takes and
 * whether quality holds; first what went wrong.
 */
export function describeResult(run: Ended, results: RunResults): readonly ResultPart[] {
  const { judgement } = results;
  if (results.scenarios.every(({ status, totals }) => status === "failed" || totals.itemsDone === 0))
    return quoteHeadline(judgement);
  if (judgement.comparison !== undefined) return markFinding(judgement.headline);
  const [ending, time] = [describeEnding(run, results), describeTime(judgement.growth, run.spec)];
  if (time === null) return [...(ending?.parts ?? []), ...(ending === null ? alone : nothing(results))];
  const sentence = join(time, describeQuality(judgement));
  return ending === null ? sentence : [...ending.parts, plain(". "), ...sentence];
}

/** Nothing was finished: the judgement's own sentence, its first clause in its tone. */
function quoteHeadline({ headline: { text, tone } }: Judgement): readonly ResultPart[] {
  const end = text.search(/[;:.]/);
  return [{ text: text.slice(0, end), tone }, plain(text.slice(end))];
}

/** What the sentence about variants finds. */
const FINDING = /leads? in quality|[\d.,]+× as fast|no clear difference/i;

/** The judgement's own sentence about variants, with its first finding in its tone. */
function markFinding({ text, tone }: Statement): readonly ResultPart[] {
  const found = FINDING.exec(text);
  if (found === null) return [{ text, tone }];
  const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  return [plain(before), { text: found[0], tone }, plain(after)].filter((part) => part.text !== "");
}

const alone = clause("unsure", "One size alone has ", "nothing to compare with", ".").parts;

function nothing({ scenarios }: RunResults): readonly ResultPart[] {
  return clause("unsure", ": ", scenarios.length > 1 ? "nothing left to compare" : "nothing to compare with", ".")
    .parts;
}

function describeEnding({ status, capped, spec }: Ended, { scenarios, judgement }: RunResults): Clause | null {
  const named = (ids: readonly string[]) => joinNames(ids.map((id) => labelScenario(spec, id)));
  const failed = scenarios.filter((each) => each.status === "failed").map(({ scenarioId }) => scenarioId);
  if (failed.length > 0) return clause("bad", `${capitalise(named(failed))} `, "failed");
  if (capped !== null) return clause("unsure", "Stopped at the ", "spending limit");
  if (status === "cancelled") return clause("unsure", "", "Cancelled before the end");
  const excluded = (reason: string) =>
    judgement.growth.excluded.filter((each) => each.reason === reason).map(({ scenarioId }) => scenarioId);
  const [failing, disturbed] = [excluded("failures"), excluded("fault")];
  if (failing.length > 0) return clause("bad", `Too many items of ${named(failing)} `, "failed");
  if (disturbed.length > 0) return clause("unsure", "Fault injected in ", named(disturbed));
  return status === "partial" ? clause("unsure", "", "Not everything was finished") : null;
}

/** null: there are no two sizes to compare. */
function describeTime(growth: Growth, { unit, scenarios }: RunSpec): Clause | null {
  if (hasSetTimes(growth)) return clause("neutral", "Answers came at a ", "set pace");
  const times = selectWholeTimes(growth);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || last.items <= first.items) return null;
  const said = describeGrowth(growth, times, unit);
  const beyond = growth.excluded.find(({ items, reason }) => reason === "outlier" && items > last.items);
  if (beyond?.timeMs == null || beyond.expectedMs === null) return said;
  const label = scenarios.find(({ id }) => id === beyond.scenarioId)?.label ?? beyond.scenarioId;
  const factor = beyond.timeMs / beyond.expectedMs;
  if (factor <= 1) return said;
  const toneless = said.parts.map(({ text }) => plain(text));
  const finding = { text: `${nameMultiple(factor)} what that predicts`, tone: "bad" } as const;
  return { tone: "bad", parts: [...toneless, plain(`, but ${label} takes `), finding], isClosed: true };
}

type Times = Growth["times"];

/** Counted sizes, each with the start-up that the judgement left out. */
function selectWholeTimes({ times, excluded, fixedCost }: Growth): Times {
  const startUpMs = fixedCost?.source === "points" ? fixedCost.value : 0;
  return times
    .filter(({ scenarioId }) => excluded.every((each) => each.scenarioId !== scenarioId))
    .map((each) => ({ ...each, timeMs: each.timeMs + startUpMs }));
}

function describeGrowth(growth: Growth, times: Times, unit: RunSpec["unit"]): Clause {
  const { kind, falling, exponential, knee, holds, statement } = growth;
  if (kind === "falling" && falling !== null) {
    const { bestItems, fromItems, speedup, stops } = falling;
    const load = `${nameLoad(bestItems / fromItems, unit.many)} are `;
    return clause(statement.tone, load, `${nameMultiple(speedup)} as fast`, stops ? ", more gain nothing" : "");
  }
  if (kind === "exponential" && exponential !== null) return describeExponential(exponential.value, unit);
  if (kind === "knee" && knee !== null) {
    const beyond = times.filter(({ items }) => items >= knee.items);
    return compare(statement.tone, `Beyond ${formatQuantity(knee.items, unit)}, `, beyond, unit);
  }
  if (kind === "class" || kind === "power") return describeHeld(statement.tone, holds, times, unit);
  if (times.length > 2) return clause("unsure", "These sizes ", "do not show how time grows");
  const two = compare("unsure", "", times, unit);
  return { tone: "unsure", parts: [...two.parts, plain(": two sizes are no trend")], isClosed: true };
}

function describeHeld(tone: Tone, holds: Growth["holds"], times: Times, unit: RunSpec["unit"]): Clause {
  if (holds === null) return compare(tone, "", times, unit);
  const held = times.filter(({ items }) => items >= holds.fromItems && items <= holds.toItems);
  const isFromStart = holds.fromItems <= (times[0]?.items ?? 0);
  const isToEnd = holds.toItems >= (times.at(-1)?.items ?? 0);
  const [from, to] = [formatCount(holds.fromItems), formatQuantity(holds.toItems, unit)];
  const where = isFromStart
    ? `Up to ${to}, `
    : isToEnd
      ? `From ${formatQuantity(holds.fromItems, unit)} on, `
      : `Between ${from} and ${to}, `;
  return compare(tone, where, held, unit);
}

function compare(tone: Tone, where: string, times: Times, unit: RunSpec["unit"]): Clause {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return clause("unsure", "", "Nothing can be compared");
  const load = nameLoad(last.items / first.items, unit.many);
  const begin = where === "" ? load : `${where}${load.charAt(0).toLowerCase()}${load.slice(1)}`;
  return clause(tone, `${begin} take `, nameDuration(last.timeMs / first.timeMs));
}

/** A smaller factor per item reads better as the items that double the time. */
const LEAST_FACTOR = 1.1;

function describeExponential(factor: number, unit: RunSpec["unit"]): Clause {
  if (factor >= LEAST_FACTOR)
    return clause("bad", `Every further ${unit.one} makes it `, `${formatFactor(factor)} times as long`);
  const items = Math.max(1, Math.round(Math.LN2 / Math.log(factor)));
  return clause("bad", `Every ${formatCount(items)} further ${unit.many} `, "double the time");
}

const QUALITY: { readonly [course in QualityCourse]: Tone } = {
  unknown: "unsure",
  drops: "bad",
  "drops-within-limits": "neutral",
  rises: "good",
  varies: "bad",
  holds: "good",
};

/** null: no quality was measured. */
function describeQuality({ comparative, stability, ranks }: Judgement): Clause | null {
  if (ranks.every(({ quality }) => quality === null)) return null;
  const scaling = comparative.find(({ id }) => id === "quality-scaling");
  const deviation = stability.find(({ id }) => id === "quality-deviation");
  const [smallest = null, largest = null] = (scaling?.statement.rows ?? []).map(({ value }) => value);
  const course = readQuality(scaling, deviation, { smallest, largest });
  const misses = ranks.filter(({ meetsTarget }) => meetsTarget === false).length;
  if (misses > 0 && (course === "holds" || course === "rises"))
    return clause("bad", "quality ", misses === ranks.length ? "misses every target" : "misses its target");
  const tone = QUALITY[course];
  if (course === "unknown") return clause(tone, "quality cannot be compared", "");
  if (course === "holds") return clause(tone, "quality holds", "");
  if (course === "rises") return clause(tone, "quality rises", "");
  if (course === "drops-within-limits") return clause(tone, "quality drops slightly", "");
  if (course === "varies") return clause(tone, "quality ", "varies between the sizes");
  return clause(tone, "quality ", `drops from ${formatScore(smallest ?? 0)} to ${formatScore(largest ?? 0)}`);
}

/** The worse clause first; the tone is on its finding alone. */
function join(time: Clause, quality: Clause | null): readonly ResultPart[] {
  if (quality === null) return [...time.parts, plain(".")];
  if (quality.tone === "bad" && time.tone !== "bad") {
    const [first, ...rest] = time.parts.map(({ text }) => text);
    const after = `, while ${first?.charAt(0).toLowerCase()}${first?.slice(1)}${rest.join("")}.`;
    const [start, ...others] = quality.parts;
    return [{ text: capitalise(start?.text ?? ""), tone: start?.tone ?? null }, ...others, plain(after)];
  }
  if (time.isClosed === true) {
    const [start, ...others] = quality.parts;
    return [...time.parts, plain(`. ${capitalise(start?.text ?? "")}`), ...others, plain(".")];
  }
  const isContrast = time.tone !== "good" && time.tone !== "neutral" && quality.tone === "good";
  return [...time.parts, plain(isContrast ? ", but " : ", and "), ...quality.parts, plain(".")];
}
