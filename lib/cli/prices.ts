import type { Command } from "commander";
import { readConfig } from "../config.ts";
import type { PriceSource } from "../core/ports/price-source.ts";
import { createPriceFile } from "../prices/price-file.ts";
import { describePrices } from "./describe-cost.ts";
import type { Terminal } from "./terminal.ts";

/** `triptych prices`: needs neither server nor database. */
export function addPricesCommand(
  program: Command,
  terminal: Terminal,
  carryOut: (work: () => Promise<number>) => Promise<void>,
): void {
  program
    .command("prices")
    .description("the prices that the next run starts with; exit 1 when the file cannot be used")
    .option("--json", "as JSON", false)
    .action((options: { json: boolean }) =>
      carryOut(() => pricesCommand(createPriceFile(readConfig()), terminal, options)),
    );
}

/** Resolves to the exit code: 1 when there is a file that cannot be used. */
export async function pricesCommand(
  source: PriceSource,
  terminal: Terminal,
  { json }: { readonly json: boolean },
): Promise<number> {
  const inForce = await source.read();
  terminal.print(json ? JSON.stringify(inForce, null, 2) : describePrices(inForce));
  return inForce.status === "broken" ? 1 : 0;
}
