import type { JsonObject } from "../../../../lib/core/kit/json.ts";
import type { ItemResult } from "../../../../lib/core/ports/event-log.ts";
import type { Invoker } from "../../../../lib/skills/adapters/invoker.ts";
import type { ResultJudge } from "../../../../lib/skills/adapters/model/open-judge.ts";
import { createAdapterSession } from "../../../../lib/skills/adapters/session.ts";
import { SkillDefinition } from "../../../../lib/skills/definition/definition.ts";

type Given = { readonly judge?: ResultJudge; readonly nowMs?: () => number };

/** Runs all rows as one batch of an invoker, and resolves to the results in item order. */
export async function runSession(
  given: object,
  invoker: Invoker,
  rows: readonly JsonObject[],
  { judge, nowMs = () => performance.now() }: Given = {},
): Promise<readonly ItemResult[]> {
  const definition = SkillDefinition.parse(given);
  const expect = definition.expect ?? null;
  const session = createAdapterSession({ definition, rows, expect, invoker, judge: judge ?? null, nowMs });
  const results: ItemResult[] = [];
  await session.invokeBatch(rows, {
    indices: rows.map((_, index) => index),
    report: (result) => void results.push({ error: null, samples: {}, outcome: "", ...result }),
    log: () => {},
    progress: () => {},
    signal: new AbortController().signal,
  });
  await session.close?.();
  return results.toSorted((a, b) => a.index - b.index);
}
