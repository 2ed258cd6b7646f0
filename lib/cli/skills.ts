import type { Command } from "commander";
import { toSkillDocument } from "../api/skill-documents.ts";
import { skillRegistry } from "../skills/registry.ts";
import { EXIT } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** `triptych skills`: works without server and database. */
export function addSkillsCommand(
  program: Command,
  terminal: Terminal,
  runAction: (work: () => Promise<number>) => Promise<void>,
): void {
  program
    .command("skills")
    .description("list the skills; with --json also their sizes, metrics, options and input columns")
    .option("--json", "print JSON", false)
    .action(({ json }: { json: boolean }) => runAction(async () => listSkillsCommand(terminal, json)));
}

function listSkillsCommand(terminal: Terminal, json: boolean): number {
  const skills = [...skillRegistry.values()].map(({ manifest }) => toSkillDocument(manifest));
  if (json) terminal.print(JSON.stringify({ items: skills }, null, 2));
  else for (const { id, summary } of skills) terminal.print(`${id.padEnd(24)}${summary}`);
  return EXIT.done;
}
