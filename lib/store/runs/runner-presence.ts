import type { RunnerPresence } from "../../core/ports/runner-presence.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import type { NoticeListener } from "../connection/listener.ts";

export function createPostgresRunnerPresence(sql: RawClient, listener: NoticeListener): RunnerPresence {
  return {
    async announce({ runnerId, free }) {
      const rows = sql`select pg_notify('runners', ${`${runnerId}:${free ?? ""}`})`;
      await withDeadline("announce a runner", rows, 4_000);
    },

    subscribe: (notify) =>
      listener.subscribe("runners", {
        onNotice(payload) {
          const [runnerId = "", free = ""] = payload.split(":");
          notify({ runnerId, free: free === "" ? null : Number(free) });
        },
        onRelisten: () => undefined,
      }),
  };
}
