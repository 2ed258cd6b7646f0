import type { Command } from "commander";
import { readConfig } from "../config.ts";
import type { PriceSource } from "../core/ports/price-source.ts";
import { createPriceFile } from "../prices/price-file.ts";
import { describePrices } from "./describe-cost.ts";
import type { Terminal } from "./terminal.ts";

/** `triptych prices`: works without server and database. */
export function addPricesCommand(
  program: Command,
  terminal: Terminal,
  carryOut: (work: () => Promise<number>) => Promise<void>,
): void {
  program
    .command("prices")
    .description("show the prices that apply to the next run; exit code 1 when the price file is invalid")
    .option("--json", "print JSON", false)
    .action((options: { json: boolean }) =>
      carryOut(() => pricesCommand(createPriceFile(readConfig()), terminal, options)),
    );
}

/** Resolves to the exit code: 1 when the price file is invalid. */
export async function pricesCommand(
  source: PriceSource,
  terminal: Terminal,
  { json }: { readonly json: boolean },
): Promise<number> {
  const inForce = await source.read();
  terminal.print(json ? JSON.stringify(inForce, null, 2) : describePrices(inForce));
  return inForce.status === "broken" ? 1 : 0;
}
