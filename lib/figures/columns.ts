import type { Noun } from "../core/words/plural.ts";
import { toCountedNoun } from "./nouns.ts";
import { parseSize, toUnitMs } from "./units.ts";

/** What a column holds. `factor`: what a plain number of it is multiplied by. */
export type Column =
  | { readonly role: "size"; readonly name: string; readonly factor: number; readonly noun: Noun | null }
  /** `unitMs` null: the header names no unit */
  | { readonly role: "time"; readonly name: string; readonly unitMs: number | null; readonly rank: number }
  /** operations per `perMs` milliseconds */
  | { readonly role: "rate"; readonly name: string; readonly perMs: number }
  | { readonly role: "quality" | "failed-share"; readonly name: string; readonly isPercent: boolean }
  | { readonly role: "id" | "label" | "items-done" | "items-failed"; readonly name: string };

const ID =
  /^(?:id|name|series|benchmark|command|algorithm|algo|function|method|test|case|scenario|variant|implementation)$/;
const SIZE =
  /^(?:n|size|count|len|length|range|rows|records|threads|workers|cores|cpus|processes|procs|clients|users|vus|connections|concurrency|parallelism|requests|files|mails|messages|elements|entries|nodes|edges|vertices|lines|words|tokens|bytes|samples|points|keys|objects|documents|pages|images|queries|jobs|tasks|events|items)$/;
const SIZE_AFFIXES = /^(?:num|nr|no|n|number|input|problem|data|batch|total)_(?:of_)?|_(?:count|size)$/g;
/** Earlier ones are preferred when a file has several. */
const TIMES = [
  /^(?:elapsed|time|duration|seconds|secs|sec|millis|milliseconds|msecs?|ms|us|ns|s|runtime|walltime|wall|latency|real|took)$|^(?:elapsed|wall|real|run|running|total|exec|execution|response|processing|wall_clock|measured)_(?:time|duration)$/,
  /^(?:median|med|p50)(?:_(?:time|elapsed|duration|latency|runtime))?$/,
  /^(?:mean|average|avg)(?:_(?:time|elapsed|duration|latency|runtime))?$/,
] as const;
const QUALITY = /^(?:quality|accuracy|f1|f1_score|quality_score)$/;
const FAILED_SHARE = /^(?:error|failure|fail)_?(?:rate|share|ratio)$/;
const PER_SECOND =
  /^(?:ops|op|operations|req|reqs|requests)?_?(?:\/|per_)(ns|us|ms|s|sec|second|min|minute)$|^(rps|qps|tps)$/;
/** Our own spellings, which win over everything else in the file. */
const OWN: { readonly [name: string]: Column } = {
  items: { role: "size", name: "items", factor: 1, noun: null },
  elapsedms: { role: "time", name: "elapsedMs", unitMs: 1, rank: -1 },
  elapsed_ms: { role: "time", name: "elapsed_ms", unitMs: 1, rank: -1 },
  itemsdone: { role: "items-done", name: "itemsDone" },
  items_done: { role: "items-done", name: "items_done" },
  itemsfailed: { role: "items-failed", name: "itemsFailed" },
  items_failed: { role: "items-failed", name: "items_failed" },
  failed: { role: "items-failed", name: "failed" },
  failures: { role: "items-failed", name: "failures" },
  errors: { role: "items-failed", name: "errors" },
};

/** Reads a normalised column name (lower case, underscores): "time_(ms)", "elapsed_s", "threads"; null: not a column of figures. */
export function toColumn(name: string): Column | null {
  const own = OWN[name];
  if (own !== undefined) return own;
  if (name === "label") return { role: "label", name };
  if (ID.test(name)) return { role: "id", name };
  const { stem, unit } = splitUnit(name);
  const share = toShare(name, stem, unit);
  if (share !== null) return share;
  return toRate(name) ?? toTime(name, stem, unit) ?? toSize(name, stem, unit);
}

/** "time_(ms)" and "time_[ms]" are "time" in "ms"; a suffix without brackets is a unit if what precedes is known. */
function splitUnit(name: string): { readonly stem: string; readonly unit: string | null } {
  const bracketed = /^(.*?)_?[([](?:in_)?([^()[\]]+)[)\]]$/.exec(name);
  const suffixed = bracketed ?? /^(.+?)_(?:in_)?([^_]+)$/.exec(name);
  if (suffixed === null) return { stem: name, unit: null };
  return { stem: suffixed[1] ?? "", unit: suffixed[2] ?? null };
}

function toShare(name: string, stem: string, unit: string | null): Column | null {
  const isPercent = unit === "%" || unit === "percent" || unit === "pct";
  for (const [role, known] of [
    ["quality", QUALITY],
    ["failed-share", FAILED_SHARE],
  ] as const) {
    if (known.test(name)) return { role, name, isPercent: false };
    if (isPercent && known.test(stem)) return { role, name, isPercent };
  }
  return null;
}

function toRate(name: string): Column | null {
  const bare = /^(?:throughput|rate|score)_?[([](.+)[)\]]$/.exec(name)?.[1] ?? name;
  const found = PER_SECOND.exec(bare);
  if (found === null) return null;
  return { role: "rate", name, perMs: found[1] === undefined ? 1_000 : (toUnitMs(found[1]) ?? 1_000) };
}

function toTime(name: string, stem: string, unit: string | null): Column | null {
  const find = (text: string): number => TIMES.findIndex((known) => known.test(text));
  const whole = find(name);
  // "seconds" is both the name and the unit; "m" and "d" as a whole name are not
  if (whole !== -1)
    return { role: "time", name, unitMs: name.length > 1 || name === "s" ? toUnitMs(name) : null, rank: whole };
  const unitMs = unit === null ? null : toUnitMs(unit);
  if (unitMs !== null && find(stem) !== -1) return { role: "time", name, unitMs, rank: find(stem) };
  // "elapsedms", "durationns"
  const joined =
    /^(elapsed|time|duration|latency|runtime|walltime|mean|median|avg|average)(ns|us|µs|ms|sec|secs|seconds|s)$/.exec(
      name,
    );
  if (joined === null || name === "times") return null;
  return { role: "time", name, unitMs: toUnitMs(joined[2] ?? ""), rank: find(joined[1] ?? "") };
}

function toSize(name: string, stem: string, unit: string | null): Column | null {
  // "thread_count" counts threads
  const isSize = (text: string): boolean => {
    const bare = text.replace(SIZE_AFFIXES, "");
    return SIZE.test(text) || SIZE.test(bare) || (bare !== text && SIZE.test(`${bare}s`));
  };
  if (isSize(name)) return { role: "size", name, factor: 1, noun: toCountedNoun(name) };
  if (unit === null || !isSize(stem)) return null;
  const scale = parseSize(
    `1${unit.replace(/^[kmgt]/, (letter) => (letter === "k" ? letter : letter.toUpperCase())).replace(/b$/, "B")}`,
  );
  if (scale !== null)
    return { role: "size", name, factor: scale.value, noun: scale.word === null ? toCountedNoun(stem) : BYTES };
  return { role: "size", name, factor: 1, noun: toCountedNoun(unit) };
}

const BYTES: Noun = { one: "byte", many: "bytes" };
