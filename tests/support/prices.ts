import type { PriceSource } from "../../lib/core/ports/price-source.ts";

/** A price source without a price file. */
export const NO_PRICES: PriceSource = {
  read: async () => ({ status: "none", prices: null, file: "/data/prices.json" }),
};
