import type { Command } from "commander";
import { deleteRun } from "../operations/runs/delete-run.ts";
import type { OperatorSession } from "./open-session.ts";
import { UsageError, type Terminal } from "./terminal.ts";

type WithSession = (work: (session: OperatorSession) => Promise<number>) => Promise<void>;

export function addDeleteCommand(program: Command, terminal: Terminal, withSession: WithSession): void {
  program
    .command("delete")
    .description("delete an ended run with everything stored for it; it cannot be restored")
    .argument("<run>", "run id, such as run_0190…")
    .action((runId: string) =>
      withSession(async ({ context }) => {
        const deleted = await deleteRun(context, runId);
        if (!deleted.ok) throw new UsageError(deleted.error.message);
        terminal.print(`Deleted ${runId}`);
        return 0;
      }),
    );
}
