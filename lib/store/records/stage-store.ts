import type { Stage, StageStore } from "../../core/ports/stage-store.ts";
import { INITIAL_PROGRAMME, type Programme } from "../../core/stage/programme.ts";
import type { RawClient } from "../connection/clients.ts";
import { withDeadline } from "../connection/errors.ts";
import { createStageFacts } from "./stage-facts.ts";
import type { NoticeListener } from "../connection/listener.ts";

type StageRow = {
  id: string;
  code: string;
  runId: string | null;
  expiresAt: Date | null;
  programme: Partial<Programme>;
};

/** A programme stored by an older version lacks newer fields. */
function toStage({ expiresAt, programme, ...row }: StageRow): Stage {
  return { ...row, expiresAt: expiresAt?.toISOString() ?? null, programme: { ...INITIAL_PROGRAMME, ...programme } };
}

export function createPostgresStageStore(sql: RawClient, listener: NoticeListener): StageStore {
  async function first(what: string, rows: PromiseLike<readonly StageRow[]>): Promise<Stage | null> {
    const row = (await withDeadline(what, rows))[0];
    return row === undefined ? null : toStage(row);
  }

  return {
    async ensureDefault({ id, newCode }) {
      const findDefault = () =>
        first(
          "read the stage",
          sql<StageRow>`select id, code, run_id as "runId", expires_at as "expiresAt", programme from stages where is_default`,
        );
      for (let attempt = 0; attempt < MAX_CODE_ATTEMPTS; attempt++) {
        const found = await findDefault();
        if (found !== null) return found;
        // conflict: another process has just created the stage, or the code is taken. Look again, then try another code
        const made = sql<StageRow>`
          insert into stages (id, code, is_default) values (${id}, ${newCode()}, true) on conflict do nothing returning id, code, run_id as "runId", expires_at as "expiresAt", programme`;
        const stage = await first("make the stage", made);
        if (stage !== null) return stage;
      }
      throw new Error(`No free join code found in ${MAX_CODE_ATTEMPTS} attempts`);
    },

    findByCode: (code) =>
      first(
        "find a stage",
        sql<StageRow>`select id, code, run_id as "runId", expires_at as "expiresAt", programme from stages where code = ${code} and (expires_at is null or expires_at > now())`,
      ),

    get: (id) =>
      first(
        "read a stage",
        sql<StageRow>`select id, code, run_id as "runId", expires_at as "expiresAt", programme from stages where id = ${id}`,
      ),

    async setRun(stageId, runId) {
      const rows = sql`
        with changed as (update stages set run_id = ${runId} where id = ${stageId} returning id)
        select pg_notify('stages', id) from changed`;
      if ((await withDeadline("point the stage at a run", rows)).length === 0)
        throw new Error(`There is no stage ${stageId}`);
    },

    ...createStageFacts(sql),

    async renewCode(stageId, newCode) {
      for (let attempt = 0; attempt < MAX_CODE_ATTEMPTS; attempt++) {
        const code = newCode();
        const rows = sql<StageRow>`
          with changed as (
            update stages set code = ${code} where id = ${stageId} and not exists (select 1 from stages where code = ${code})
            returning id, code, run_id as "runId", expires_at as "expiresAt", programme),
            told as (select pg_notify('stages', id) from changed)
          select changed.* from changed, told`;
        const stage = await first("renew the join code", rows);
        if (stage !== null) return stage;
      }
      throw new Error(`Stage ${stageId} does not exist, or no free join code was found`);
    },

    subscribe: (notify) => listener.subscribe("stages", { onNotice: notify, onRelisten: () => notify(null) }),
  };
}

const MAX_CODE_ATTEMPTS = 20;
