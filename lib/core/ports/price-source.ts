import type { PriceTable } from "../run/prices.ts";

/** The current content of the operator's price file. */
export type PricesInForce =
  | { readonly status: "set"; readonly prices: PriceTable; readonly file: string }
  /** there is no file: no prices configured */
  | { readonly status: "none"; readonly prices: null; readonly file: string }
  /** the file is invalid; the message says what to correct */
  | { readonly status: "broken"; readonly prices: null; readonly file: string; readonly message: string };

export interface PriceSource {
  /** Reads the file, so that a change applies from the next start. Never rejects. */
  read(): Promise<PricesInForce>;
}
