import type { Noun } from "../core/words/plural.ts";
import { toCountedNoun } from "./nouns.ts";
import { parseSize, toUnitMs } from "./text/units.ts";

/** What a column holds. `factor`: what a plain number of it is multiplied by. */
export type Column =
  /** `isWeak`: a size only where nothing else is one, such as "memory_mb" */
  | {
      readonly role: "size";
      readonly name: string;
      readonly factor: number;
      readonly noun: Noun | null;
      readonly isWeak?: boolean;
    }
  /** `unitMs` null: the header names no unit. `per`: "row" of "us/row"; null for the whole time */
  | {
      readonly role: "time";
      readonly name: string;
      readonly unitMs: number | null;
      readonly rank: number;
      readonly per?: string | null;
    }
  /** operations per `perMs` milliseconds; `of`: "row" of "rows/s". `isAssumed`: the header names no unit */
  | {
      readonly role: "rate";
      readonly name: string;
      readonly perMs: number;
      readonly of: string | null;
      readonly isAssumed: boolean;
    }
  | { readonly role: "quality" | "failed-share"; readonly name: string; readonly isPercent: boolean }
  | { readonly role: "id" | "label" | "items-done" | "items-failed" | "requests"; readonly name: string };

const ID =
  /^(?:id|name|series|benchmark|command|algorithm|algo|function|method|test|case|scenario|variant|implementation)$/;
const SIZE =
  /^(?:n|size|count|len|length|range|rows|records|threads|workers|cores|cpus|processes|procs|clients|users|vus|connections|concurrency|parallelism|requests|files|mails|messages|elements|entries|nodes|edges|vertices|lines|words|tokens|bytes|samples|points|keys|objects|documents|docs|pages|images|queries|jobs|tasks|events|items|batch|batches|packages|modules|layers|anzahl|größe|taille|nombre)$/;
const SIZE_AFFIXES = /^(?:num|nr|no|n|number|input|problem|data|batch|total)_(?:of_)?|_(?:count|size)$/g;
/** "(millions)", "(k)", "(x1000)" */
const FACTORS: readonly (readonly [RegExp, number])[] = [
  [/^(?:k|thousands?|tsd|000|[x×*]?_?1_?000s?|1e3)$/, 1e3],
  [/^(?:m|millions?|mio|mn|[x×*]_?1_?000_?000|1e6)$/, 1e6],
  [/^(?:billions?|bn|mrd|1e9)$/, 1e9],
];
const BYTES: Noun = { one: "byte", many: "bytes" };
const LINES: Noun = { one: "line", many: "lines" };

/** Earlier ones are preferred when a file has several. */
const TIMES = [
  /^(?:elapsed|time|duration|seconds|secs|sec|sek|sekunden|secondes|segundos|minutes|minuten|millisekunden|microseconds|nanoseconds|µs|μs|millis|milliseconds|msecs?|ms|us|ns|s|runtime|walltime|wall|latency|real|took|zeit|dauer|laufzeit|temps|durée|tiempo|duración)$|^(?:elapsed|wall|real|run|running|total|exec|execution|response|processing|wall_clock|measured)_(?:time|duration)$/,
  /^(?:median|med|p50)(?:_(?:time|elapsed|duration|latency|runtime))?$/,
  /^(?:mean|average|avg|mittelwert|mittel|durchschnitt|moyenne)(?:_(?:time|elapsed|duration|latency|runtime))?$/,
  /^(?:p\d{2,4}|\d{2,3}th|\d{2,3}%)(?:_(?:percentile|time|elapsed|duration|latency|runtime))?$/,
] as const;
/** Below all known names: any other time, such as "build_ms" or "time_to_first_byte". */
const OTHER_TIME = TIMES.length;
const TIME_PART = /(?:^|_)(?:time|latency|duration|elapsed|runtime|walltime|pause|zeit|laufzeit|dauer|t)(?:_|$)/;
/** A moment, or what was set and not measured. */
const NO_TIME =
  /(?:^|_)(?:start|end|date|created|stamp|at|zone|timeout|interval|window|delay|period|budget|deadline|limit|warmup)(?:_|$)/;
/** How much times scatter, and other figures about figures. */
const SCATTER =
  /(?:^|_)(?:std|stdev|std_?dev|sd|sigma|stdabw|standardabweichung|deviation|err|error|variance|ci|margin|iqr|±)(?:_|$)/;
const UNIT = "ns|nsecs?|us|µs|μs|usecs?|ms|msecs?|millis|milliseconds|s|secs?|seconds|min|minutes|hours|h";
const PER_ITEM = new RegExp(
  `^(?:(?:avg|mean|median|time|latency|score)_)*(?:(${UNIT})_?|time_|latency_)(?:/_?|per_)([a-z]+)$`,
);
const TIME_OVER_UNIT = new RegExp(`^(t|[a-z_]*(?:time|latency|duration|runtime|zeit))_?/_?(${UNIT})$`);
const QUALITY = /^(?:quality|accuracy|f1|f1_score|quality_score)$/;
const FAILED_SHARE =
  /^(?:(?:errors?|failures?|fail|failed)_?(?:rate|share|ratio|quota)|(?:share|rate|ratio)_(?:of_)?(?:errors|failures|failed))$/;
/** Such a name is a share only if it is in percent. */
const FAILED_COUNT = /^(?:errors?|failures?|fail|failed|failed_requests|requests_failed)$/;
const PER_TIME =
  /^(?:([a-z_µ]+?)_?)?(?:\/_?|per_|_per_)(ns|us|ms|s|sec|second|min|minute|h|hour)$|^(rps|qps|tps|iops|throughput)$/;
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
export function toColumn(written: string): Column | null {
  const name = cleanName(written);
  const own = OWN[name];
  if (own !== undefined) return own;
  if (name === "label") return { role: "label", name };
  if (ID.test(name)) return { role: "id", name };
  const { stem, unit } = splitUnit(name);
  const column = toShare(name, stem, unit) ?? toMeasured(name, stem, unit) ?? toSize(name, stem, unit);
  return column === null ? null : { ...column, name: written };
}

/** Whether a column says how others scatter, or numbers the rows and runs. */
export function isAboutOthers(written: string): boolean {
  const name = cleanName(written);
  return (
    SCATTER.test(name) ||
    /^(?:#|no|nr|idx|index|row|run|runs|rep|reps|repeat|repetition|trial|iter|iteration|iterations|seed|round|attempt|try|exit_?codes?|code|status|port|version)$|^(?:log|ln|lg)(?:\d*$|[\d_(])|(?:^|_)(?:relative|ratio|speed_?up|factor)(?:_|$)/.test(
      name,
    )
  );
}

/** "# of rows" is "num_of_rows", "Avg. time" "avg_time", "time, ms" "time_ms". */
function cleanName(name: string): string {
  return name
    .replace(/^#_?(?=.)/, "num_")
    .replace(/[.:*`'"]/g, "")
    .replace(/,_?/g, "_");
}

/** "time_(ms)" and "time_[ms]" are "time" in "ms"; a suffix without brackets is a unit if what precedes is known. */
function splitUnit(name: string): { readonly stem: string; readonly unit: string | null } {
  const bracketed = /^(.*?)_?[([](?:in_)?([^()[\]]+)[)\]]$/.exec(name);
  const suffixed = bracketed ?? TIME_OVER_UNIT.exec(name) ?? /^(.+?)_(?:in_)?([^_]+)$/.exec(name);
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
  const ofPercent = /^(?:%|percent|pct)_?(?:of_)?(.+)$/.exec(name)?.[1];
  if ((isPercent && FAILED_COUNT.test(stem)) || (ofPercent !== undefined && FAILED_COUNT.test(ofPercent)))
    return { role: "failed-share", name, isPercent: true };
  return null;
}

function toMeasured(name: string, stem: string, unit: string | null): Column | null {
  if (SCATTER.test(stem) || SCATTER.test(name)) return null;
  // "t/ms" is a time in milliseconds, and "req/ms" a rate
  if (TIME_OVER_UNIT.test(name)) return toTime(name, stem, unit);
  return toTimePer(name, stem, unit) ?? toRate(name) ?? toTime(name, stem, unit);
}

/** "ns/op", "ms_per_row", "time_per_row_(us)" */
function toTimePer(name: string, stem: string, unit: string | null): Column | null {
  const found = PER_ITEM.exec(/^(?:time|latency|score)_?[([](.+)[)\]]$/.exec(name)?.[1] ?? name) ?? PER_ITEM.exec(stem);
  const [, own, per = null] = found ?? [];
  if (found === null || (per !== null && toUnitMs(per) !== null)) return null;
  return { role: "time", name, unitMs: toUnitMs(own ?? unit ?? ""), rank: 0, per };
}

function toRate(name: string): Column | null {
  const bare = /^(?:throughput|rate|score)_?[([](.+)[)\]]$/.exec(name)?.[1] ?? name;
  const found = PER_TIME.exec(bare);
  if (found === null) return null;
  const [, of = null, per] = found;
  return { role: "rate", name, perMs: toUnitMs(per ?? "s") ?? 1_000, of, isAssumed: bare === "throughput" };
}

function toTime(name: string, stem: string, unit: string | null): Column | null {
  const find = (text: string): number => {
    const turned = text.replace(/^(time|latency|duration|elapsed|runtime)_([a-z]+|p\d+)$/, "$2_$1");
    return TIMES.findIndex((known) => known.test(text) || known.test(turned));
  };
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
  if (joined !== null && name !== "times")
    return { role: "time", name, unitMs: toUnitMs(joined[2] ?? ""), rank: find(joined[1] ?? "") };
  if (NO_TIME.test(stem)) return null;
  // of "size_m" and "top_h", nothing says that it is a time
  const isTimeUnit = unit !== null && /^(?:ns|us|µs|μs|ms|msecs?|s|secs?|seconds|minutes|hours)$/.test(unit);
  if (isTimeUnit || TIME_PART.test(stem)) return { role: "time", name, unitMs, rank: OTHER_TIME };
  return TIME_PART.test(name) ? { role: "time", name, unitMs: null, rank: OTHER_TIME } : null;
}

/** Reads a name of sizes and its unit: "rows", "size_mb", "n_(millions)"; null for other names. */
function toSize(name: string, stem: string, unit: string | null): Column | null {
  if (isSize(name)) return { role: "size", name, factor: 1, noun: toCountedNoun(name) };
  if (name === "kloc") return { role: "size", name, factor: 1_000, noun: LINES };
  if (/^[kmgt]i?b$/.test(name)) return { role: "size", name, factor: toBytes(name), noun: BYTES };
  if (unit === null) return null;
  if (/^[kmgt]i?b$/.test(unit))
    return { role: "size", name, factor: toBytes(unit), noun: BYTES, ...(isSize(stem) ? {} : { isWeak: true }) };
  const factor = FACTORS.find(([known]) => known.test(unit))?.[1];
  // "distance_m" is in metres
  if (factor !== undefined && (isSize(stem) || unit.length > 2))
    return { role: "size", name, factor, noun: toCountedNoun(stem), ...(isSize(stem) ? {} : { isWeak: true }) };
  if (!isSize(stem)) return null;
  const isBytes = parseSize(`1${unit}`)?.word === "bytes";
  return { role: "size", name, factor: 1, noun: isBytes ? BYTES : toCountedNoun(unit) };
}

function isSize(text: string): boolean {
  // "thread_count" counts threads
  const bare = text.replace(SIZE_AFFIXES, "");
  return SIZE.test(text) || SIZE.test(bare) || (bare !== text && SIZE.test(`${bare}s`));
}

/** kb is 1,000 bytes and kib 1,024. */
function toBytes(unit: string): number {
  const [first = "", ...rest] = unit;
  return parseSize(`1${first === "k" ? first : first.toUpperCase()}${rest.join("").replace(/b$/, "B")}`)?.value ?? 1;
}
