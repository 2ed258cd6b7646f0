import type { Command } from "commander";
import { deleteRun } from "../operations/runs/delete-run.ts";
import { EXIT, unwrap } from "./exit-codes.ts";
import type { WithSession } from "./open-session.ts";
import type { Terminal } from "./terminal.ts";

export function addDeleteCommand(program: Command, terminal: Terminal, withSession: WithSession): void {
  program
    .command("delete")
    .description("delete an ended run with everything stored for it; it cannot be restored")
    .argument("<run>", "run id, such as run_0190…")
    .action((runId: string) =>
      withSession(async ({ context }) => {
        unwrap(await deleteRun(context, runId));
        terminal.print(`Deleted ${runId}`);
        return EXIT.done;
      }),
    );
}
