import type { Command } from "commander";
import { isDataFolderGiven, readConfig } from "../config.ts";
import type { PriceSource } from "../core/ports/price-source.ts";
import { createPriceFile } from "../prices/price-file.ts";
import { findServers } from "../supervisor/running-servers.ts";
import { chooseConfig } from "./choose-config.ts";
import { describePrices } from "./describe-cost.ts";
import { EXIT } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** `triptych prices`: works without server and database. */
export function addPricesCommand(
  program: Command,
  terminal: Terminal,
  runAction: (work: () => Promise<number>) => Promise<void>,
): void {
  program
    .command("prices")
    .description("show the prices that apply to the next run; exit code 4 when the price file is invalid")
    .option("--json", "print JSON", false)
    .action((options: { json: boolean }) =>
      runAction(() => pricesCommand(createPriceFile(chooseOwnConfig()), terminal, options)),
    );
}

/** The output names the price file, so nothing is printed about the server. */
function chooseOwnConfig() {
  const circumstances = { isFolderGiven: isDataFolderGiven(), servers: findServers(), printLine: () => undefined };
  return chooseConfig(readConfig(), circumstances);
}

/** Resolves to the exit code. */
export async function pricesCommand(
  source: PriceSource,
  terminal: Terminal,
  { json }: { readonly json: boolean },
): Promise<number> {
  const inForce = await source.read();
  terminal.print(json ? JSON.stringify(inForce, null, 2) : describePrices(inForce));
  return inForce.status === "broken" ? EXIT.unavailable : EXIT.done;
}
