import { z } from "zod";
import type { PriceTable } from "../core/run/prices.ts";

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

const CURRENCY = 'the three letters of a currency, such as "USD"';
const mustBe = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) =>
    input === undefined ? `missing, must be ${what}` : `must be ${what}`,
});
const price = z
  .number(mustBe("a number of 0 or more, 0 where it costs nothing"))
  .min(0, "must be 0 or more")
  .max(1e9, "must be at most 1,000,000,000");

/** What the operator writes: every price, 0 where something costs nothing, and a comment of their own. */
const PriceFile = z.strictObject({
  comment: z.union([z.string(), z.array(z.string())], "must be text, or a list of texts").optional(),
  currency: z.string(mustBe(CURRENCY)).refine((code) => CURRENCIES.has(code), mustBe(CURRENCY)),
  computePerHour: price,
  perMillionInputTokens: price,
  perMillionOutputTokens: price,
  databasePerMillionItems: price,
});

export type ParsedPrices =
  | { readonly ok: true; readonly prices: PriceTable }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The price table in a file's text, or what is wrong with which field. */
export function parsePrices(text: string): ParsedPrices {
  const json = parseJson(text.replace(/^\uFEFF/, "")); // editors on Windows put a mark in front
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

/** Fields with the same trouble are told together. */
function describeIssues(issues: readonly z.core.$ZodIssue[]): string[] {
  const byTrouble = Map.groupBy(issues, ({ message }) => message);
  return [...byTrouble].map(([trouble, alike]) => {
    const [first] = alike;
    if (first?.code === "unrecognized_keys") return `${first.keys.join(", ")}: there is no such price`;
    const fields = alike.map(({ path }) => path.join(".")).join(", ");
    return fields === "" ? "it must be an object with the currency and the prices" : `${fields}: ${trouble}`;
  });
}
