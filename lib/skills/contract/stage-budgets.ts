import type { SkillManifest } from "./contract.ts";

/** Stage sizes are chosen for the time that all three scenarios take side by side: the budgets of the small sizes would end them. */
export const STAGE_BUDGETS: SkillManifest["stage"]["scenarios"] = {
  simple: { timeBudgetMs: 180_000 },
  medium: { timeBudgetMs: 300_000 },
  complex: { timeBudgetMs: 600_000 },
};

/** For skills whose growth is the point: workers alike at every scale, so that sizes alone differ. */
export const STAGE_EQUAL_WORKERS: SkillManifest["stage"]["scenarios"] = {
  ...STAGE_BUDGETS,
  complex: { timeBudgetMs: 600_000, concurrency: 1 },
};
