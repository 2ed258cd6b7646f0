import type { PriceTable } from "../run/prices.ts";

/** What the operator's price file says now. */
export type PricesInForce =
  | { readonly status: "set"; readonly prices: PriceTable; readonly file: string }
  /** there is no such file: no money anywhere */
  | { readonly status: "none"; readonly prices: null; readonly file: string }
  /** there is one, but it cannot be used; the message says what to correct */
  | { readonly status: "broken"; readonly prices: null; readonly file: string; readonly message: string };

export interface PriceSource {
  /** Reads the file anew, so that a change counts from the next start on. Never rejects. */
  read(): Promise<PricesInForce>;
}
