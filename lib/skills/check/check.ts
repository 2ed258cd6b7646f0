import type { JsonObject } from "../../core/kit/json.ts";
import type { ItemResult } from "../../core/ports/event-log.ts";
import type { BatchOutcome } from "../../core/ports/skill-host.ts";
import type { ProcessSkillHost } from "../../isolation/host/host.ts";
import type { InstalledSkill } from "../sources/installed-skill.ts";
import type { CheckPlan } from "./plan-check.ts";

export type Subject = {
  readonly skill: InstalledSkill;
  readonly plan: CheckPlan;
  readonly host: ProcessSkillHost;
  /** a row per item; null: the skill's own data */
  readonly rows: readonly JsonObject[] | null;
  readonly nowMs: () => number;
};

/** What a worker did with the items of the check. */
export type Trial = {
  /** how many items it was given */
  readonly count: number;
  readonly items: readonly ItemResult[];
  readonly outcome: BatchOutcome;
  readonly log: readonly string[];
  readonly tookMs: number;
  readonly memoryMb: number | null;
};
