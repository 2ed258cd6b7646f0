import { isSameRequest } from "../../core/run/commands.ts";
import type { CommandInbox } from "../../core/ports/command-inbox.ts";
import { copy, type MemoryDatabase, requireRun } from "./memory-database.ts";

export function createMemoryCommandInbox(database: MemoryDatabase): CommandInbox {
  return {
    async add(command) {
      requireRun(database, command.runId);
      const before = database.commands.find(
        (entry) => entry.command.runId === command.runId && entry.command.id === command.id,
      );
      if (before !== undefined) return isSameRequest(before.command, command) ? "duplicate" : "reused";
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
