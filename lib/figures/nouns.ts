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
];

/** What a size of that name counts: "threads", "num_rows" and "row count" do, "n" and "size" do not. */
export function toCountedNoun(sizeName: string): Noun | null {
  const spelled = sizeName.toLowerCase().replace(/[\s-]+/g, "_");
  const name = spelled.replace(/^(?:num|nr|no|n|number|count)_(?:of_)?|_(?:count|num|number)$/g, "");
  if (GENERIC.test(name) || name.length < 2 || name.length > MAX_NOUN || !/^[a-z_]+$/.test(name)) return null;
  const noun = inflect(name.replaceAll("_", " "));
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
