import { selectItemTimeout } from "../definition/kind-defaults.ts";
import { listModels } from "../definition/model-options.ts";
import type { InstalledSkill } from "../sources/installed-skill.ts";

/** How much a check tries. */
export type CheckPlan = {
  readonly items: number;
  /** the same items once more, in other batches */
  readonly isRepeated: boolean;
  /** calls of an agent or a live model at most, which may cost; 0: none is known */
  readonly paidCalls: number;
  /** by then it is cut off */
  readonly limitMs: number;
};

const LIMIT_MS = 120_000;
const FREE: CheckPlan = { items: 10, isRepeated: true, paidCalls: 0, limitMs: LIMIT_MS };
const AGENT_ITEMS = 1;
const MODEL_ITEMS = 3;
/** an empty item, and one that is cancelled */
const FURTHER_ITEMS = 2;

/** What may cost is tried at few items, and not repeated: its answers may differ anyway. */
export function planCheck({ manifest, folder }: InstalledSkill): CheckPlan {
  if (folder === undefined) return FREE;
  const { definition } = folder;
  const isAgent = definition.invoke.kind === "agent";
  const isReplayed = manifest.options.parse({})["answers"] === "replay";
  const callsPerItem = (isAgent ? 1 : 0) + (isReplayed ? 0 : listModels(definition).length);
  if (callsPerItem === 0) return FREE;
  const items = isAgent ? AGENT_ITEMS : MODEL_ITEMS;
  const tried = items + FURTHER_ITEMS;
  return {
    items,
    isRepeated: false,
    paidCalls: callsPerItem * tried,
    limitMs: LIMIT_MS + tried * selectItemTimeout(definition) * 1_000,
  };
}
