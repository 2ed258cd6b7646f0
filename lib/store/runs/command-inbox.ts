import { isSameRequest, type RunCommand } from "../../core/run/commands.ts";
import type { CommandInbox } from "../../core/ports/command-inbox.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import type { NoticeListener } from "../connection/listener.ts";

export function createPostgresCommandInbox(sql: RawClient, listener: NoticeListener): CommandInbox {
  return {
    async add(command) {
      const { id, runId, type, scenarioId, percent, force, fault, actor } = command;
      const rows = sql`
        with added as (
          insert into run_commands (id, run_id, type, scenario_id, percent, force, fault, actor)
          values (${id}, ${runId}, ${type}, ${scenarioId}, ${percent}, ${force}, ${fault}, ${JSON.stringify(actor)}::text::jsonb)
          on conflict (run_id, id) do nothing returning run_id)
        select pg_notify('run_commands', run_id) from added`;
      if ((await withDeadline("store a command", rows, 5_000)).length === 1) return "added";
      const stored = sql<RunCommand>`
        select type, scenario_id as "scenarioId", percent, force, fault from run_commands where run_id = ${runId} and id = ${id}`;
      const before = (await withDeadline("read a command", stored))[0];
      return before !== undefined && isSameRequest({ ...command, ...before }, command) ? "duplicate" : "reused";
    },

    async pending(runId) {
      const rows = sql<RunCommand>`
        select id, run_id as "runId", type, scenario_id as "scenarioId", percent, force, fault, actor
        from run_commands where run_id = ${runId} and handled_at is null order by position`;
      return [...(await withDeadline("read commands", rows))];
    },

    subscribe: (notify) => listener.subscribe("run_commands", { onNotice: notify, onRelisten: () => notify(null) }),
  };
}
