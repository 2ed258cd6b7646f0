import type { Noun } from "../core/words/plural.ts";
import { FiguresError } from "./figures-error.ts";

export const ITEMS: Noun = { one: "item", many: "items" };
const MAX_NOUN = 40;

/** Names of sizes that say nothing about what is counted. */
const GENERIC = /^(?:n|size|items?|count|length|len|input|batch|range|x|(?:input|problem|data|batch|param)_?size)?$/;
const IRREGULAR: readonly Noun[] = [
  { one: "vertex", many: "vertices" },
  { one: "matrix", many: "matrices" },
  { one: "index", many: "indices" },
  { one: "person", many: "people" },
  { one: "VU", many: "VUs" },
  { one: "CPU", many: "CPUs" },
  { one: "RPS", many: "RPS" },
  { one: "QPS", many: "QPS" },
  { one: "TPS", many: "TPS" },
];
/** Names of sizes that name a load without counting in the plural. */
const LOADS: readonly (readonly [RegExp, Noun])[] = [
  [/^(?:req|reqs|requests?)_?(?:\/_?|per_)s(?:ec|econd)?$/, { one: "request/s", many: "requests/s" }],
  [
    /^(?:(?:reqs?|requests?)_)?in_?flight(?:_(?:reqs?|requests?))?$|^outstanding(?:_requests?)?$/,
    { one: "request in flight", many: "requests in flight" },
  ],
  [/^concurrency(?:_level)?$/, { one: "concurrent request", many: "concurrent requests" }],
  [/^(?:[a-z]+_)?rps$/, { one: "RPS", many: "RPS" }],
  [/^(?:[a-z]+_)?qps$/, { one: "QPS", many: "QPS" }],
  [/^(?:[a-z]+_)?tps$/, { one: "TPS", many: "TPS" }],
];

/** What a size of that name counts: "threads", "num_rows" and "row count" do, "n" and "size" do not. */
export function toCountedNoun(sizeName: string): Noun | null {
  const spelled = sizeName.toLowerCase().replace(/[\s-]+/g, "_");
  const load = LOADS.find(([known]) => known.test(spelled))?.[1];
  if (load !== undefined) return load;
  const bytes = /^[a-z_]+?_?([kmgt])(i?)b$/.exec(spelled);
  if (bytes !== null) {
    const one = `${bytes[1] === "k" && bytes[2] === "" ? "k" : (bytes[1] ?? "").toUpperCase()}${bytes[2]}B`;
    return { one, many: one };
  }
  const name = spelled.replace(/^(?:num|nr|no|n|number|count)_(?:of_)?|_(?:count|num|number)$/g, "");
  if (GENERIC.test(name) || name.length < 2 || name.length > MAX_NOUN || !/^[a-z_]+$/.test(name)) return null;
  const words = name.replaceAll("_", " ");
  const noun = inflect(words);
  if (/^(?:concurrent|virtual|active|simultaneous|parallel) /.test(words) && noun.many === words) return noun;
  // of "capacity", nothing says that it is counted
  return name !== spelled || noun.many === name || IRREGULAR.includes(noun) ? noun : null;
}

/** A word or a few, such as "mails", "kB" or "open files". */
const WORDS = /^\p{L}[\p{L}\d'-]*(?: \p{L}[\p{L}\d'-]*){0,3}$/u;
const TIME_UNIT = /^(?:ns|us|µs|μs|ms|s|secs?)$/i;

/** Reads `--unit`, or the unit of a file: "threads", "thread" or "thread,threads". */
export function parseNoun(text: string, place = `--unit ${text}`): Noun {
  const parts = text.split(",").map((part) => part.trim());
  const [one = "", many] = parts;
  if (parts.length > 2 || parts.some((part) => !WORDS.test(part) || part.length > MAX_NOUN))
    throw new FiguresError(`${place}: name what a size counts in one word, such as threads, or in two: thread,threads`);
  if (TIME_UNIT.test(one))
    throw new FiguresError(
      `${place}: this is a unit of time. Name what a size counts, such as threads; --time-unit ${one} is the unit of the times`,
    );
  return many === undefined ? inflect(one) : { one, many };
}

/** Both forms of a word that is given in one of them. */
function inflect(word: string): Noun {
  if (/^[kKMGT]i?B$/.test(word)) return { one: word, many: word };
  const lower = word.toLowerCase();
  const irregular = IRREGULAR.find(({ one, many }) => [one, many].some((form) => form.toLowerCase() === lower));
  if (irregular !== undefined) return irregular;
  if (/(?:sses|ches|shes|xes)$/i.test(word)) return { one: word.slice(0, -2), many: word };
  if (/[^aeiou]ies$/i.test(word)) return { one: `${word.slice(0, -3)}y`, many: word };
  if (/[^s]s$/i.test(word)) return { one: word.slice(0, -1), many: word };
  if (/[^aeiou]y$/i.test(word)) return { one: word, many: `${word.slice(0, -1)}ies` };
  return { one: word, many: /(?:s|x|ch|sh)$/i.test(word) ? `${word}es` : `${word}s` };
}
