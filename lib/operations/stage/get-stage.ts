import { newJoinCode } from "../../access/join-code.ts";
import type { Stage } from "../../core/ports/stage-store.ts";
import { ok } from "../../core/kit/result.ts";
import type { OperationContext } from "../context.ts";
import { refuseUnlessReader, type OperationResult } from "../outcomes.ts";

/** The default stage: its join code and the run on it. Created on first use. */
export async function getStage(ctx: OperationContext): Promise<OperationResult<Stage>> {
  const refusal = refuseUnlessReader(ctx);
  return refusal ?? ok(await ensureStage(ctx));
}

export function ensureStage({ stages, newId }: Pick<OperationContext, "stages" | "newId">): Promise<Stage> {
  return stages.ensureDefault({ id: newId("stage"), newCode: newJoinCode });
}
