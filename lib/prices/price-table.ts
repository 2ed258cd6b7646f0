import { z } from "zod";
import type { PriceTable } from "../core/run/prices.ts";

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

const CURRENCY = 'the three letters of a currency, such as "USD"';
const mustBe = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) =>
    input === undefined ? `missing, must be ${what}` : `must be ${what}`,
});
const price = z
  .number(mustBe("a number of 0 or more, 0 for no cost"))
  .min(0, "must be 0 or more")
  .max(1e9, "must be at most 1,000,000,000");

/** Schema of the operator's file: all prices, 0 for no cost, and an optional comment. */
const PriceFile = z.strictObject({
  comment: z.union([z.string(), z.array(z.string())], "must be a string or a list of strings").optional(),
  currency: z.string(mustBe(CURRENCY)).refine((code) => CURRENCIES.has(code), mustBe(CURRENCY)),
  computePerHour: price,
  perMillionInputTokens: price,
  perMillionOutputTokens: price,
  databasePerMillionItems: price,
});

export type ParsedPrices =
  | { readonly ok: true; readonly prices: PriceTable }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Parses a price table; otherwise lists the invalid fields and their problems. */
export function parsePrices(text: string): ParsedPrices {
  const json = parseJson(text.replace(/^\uFEFF/, "")); // Windows editors may add a byte order mark
  if (!json.ok) return { ok: false, problems: [json.problem] };
  const parsed = PriceFile.safeParse(json.value);
  if (!parsed.success) return { ok: false, problems: describeIssues(parsed.error.issues) };
  const { comment: _, ...prices } = parsed.data;
  return { ok: true, prices };
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; problem: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, problem: `it is not JSON (${error instanceof Error ? error.message : "unreadable"})` };
  }
}

/** Groups fields with the same problem. */
function describeIssues(issues: readonly z.core.$ZodIssue[]): string[] {
  const byProblem = Map.groupBy(issues, ({ message }) => message);
  return [...byProblem].map(([problem, grouped]) => {
    const [first] = grouped;
    if (first?.code === "unrecognized_keys") return `${first.keys.join(", ")}: no such price`;
    const fields = grouped.map(({ path }) => path.join(".")).join(", ");
    return fields === "" ? "it must be an object with the currency and the prices" : `${fields}: ${problem}`;
  });
}
