import type { ItemResult } from "../../../../lib/core/ports/event-log.ts";
import type { JsonObject } from "../../../../lib/core/kit/json.ts";
import { openGuardedFetch } from "../../../../lib/skills/adapters/guarded-fetch.ts";
import { openInvoker } from "../../../../lib/skills/adapters/open-invoker.ts";
import { openJudge } from "../../../../lib/skills/adapters/model/open-judge.ts";
import { createAdapterSession } from "../../../../lib/skills/adapters/session.ts";
import { selectItemTimeout } from "../../../../lib/skills/definition/kind-defaults.ts";
import { readDefinition } from "../../../../lib/skills/definition/read-definition.ts";
import { toManifest } from "../../../../lib/skills/definition/to-manifest.ts";

export type ModelSkill = {
  readonly yaml: string;
  readonly rows: readonly JsonObject[];
  readonly folder?: string;
  readonly options?: JsonObject;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** through the guard, as in a skill's own process */
  readonly isGuarded?: boolean;
};

export type Ended = {
  /** in item order */
  readonly results: readonly ItemResult[];
  readonly log: readonly string[];
};

/** Runs all rows as one batch of a skill that is described by a skill.yaml, in the test's process. */
export async function runModelSkill(skill: ModelSkill): Promise<Ended> {
  const { isGuarded = false } = skill;
  const { yaml, rows, folder = "/nowhere/asked", secrets = {}, signal = new AbortController().signal } = skill;
  const read = readDefinition(yaml);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const definition = read.value;
  const manifest = toManifest("asked", definition, { version: "1", ownRows: null });
  const itemTimeoutMs = selectItemTimeout(definition) * 1_000;
  const options = manifest.options.parse(skill.options ?? {});
  const context = {
    folder,
    options,
    env: {},
    secrets,
    itemTimeoutMs,
    ...(isGuarded ? { openFetch: openGuardedFetch } : {}),
  };
  const invoker = await openInvoker(definition.invoke, context);
  const judge = definition.judge === undefined ? null : await openJudge(definition.judge, 0, context);
  const expect = definition.expect ?? null;
  const nowMs = () => performance.now();
  const session = createAdapterSession({ definition, rows, expect, invoker, judge, nowMs });
  const results: ItemResult[] = [];
  const log: string[] = [];
  try {
    await session.invokeBatch(rows, {
      indices: rows.map((_, index) => index),
      report: (result) => results.push({ error: null, samples: {}, outcome: "", ...result }),
      log: (_, text) => log.push(text),
      progress: () => {},
      signal,
    });
  } finally {
    await session.close?.();
  }
  return { results: results.toSorted((a, b) => a.index - b.index), log };
}
