import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { PriceSource, PricesInForce } from "../core/ports/price-source.ts";
import { parsePrices } from "./price-table.ts";

export const PRICES_FILE_NAME = "prices.json";
const SHOWN_PROBLEMS = 5;
const REMEDY = "Correct the file, or delete it to run without prices.";

/** Reads the operator's price file: the one named by PRICES_FILE, or else prices.json in the data folder, which is optional. */
export function createPriceFile(config: { readonly dataDir: string; readonly pricesFile: string | null }): PriceSource {
  const file = config.pricesFile ?? join(config.dataDir, PRICES_FILE_NAME);
  const broken = (why: string): PricesInForce => ({
    status: "broken",
    prices: null,
    file,
    message: `${basename(file)}: ${why}`,
  });
  return {
    async read() {
      let text: string;
      try {
        text = await readFile(file, "utf8");
      } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
        if (code !== "ENOENT") return broken(`it cannot be read (${code}). ${REMEDY}`);
        if (config.pricesFile === null) return { status: "none", prices: null, file };
        return broken("the file named by PRICES_FILE does not exist. Create it, or unset PRICES_FILE.");
      }
      const parsed = parsePrices(text);
      if (parsed.ok) return { status: "set", prices: parsed.prices, file };
      const shown = parsed.problems.slice(0, SHOWN_PROBLEMS);
      const more = parsed.problems.length - shown.length;
      return broken(`${[...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("; ")}. ${REMEDY}`);
    },
  };
}
