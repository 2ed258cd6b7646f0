import type { CommandInbox } from "../../core/ports/command-inbox.ts";
import { copy, type MemoryDatabase, requireRun } from "./memory-database.ts";

export function createMemoryCommandInbox(database: MemoryDatabase): CommandInbox {
  return {
    async add(command) {
      requireRun(database, command.runId);
      if (database.commands.some((entry) => entry.command.runId === command.runId && entry.command.id === command.id))
        return "duplicate";
      database.commands.push({ command: copy(command), handled: false });
      database.commandNotices.publish(command.runId);
      return "added";
    },
    async pending(runId) {
      return database.commands
        .filter((entry) => entry.command.runId === runId && !entry.handled)
        .map((entry) => copy(entry.command));
    },
    subscribe: (listener) => database.commandNotices.subscribe(listener),
  };
}
