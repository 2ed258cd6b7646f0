import type { SkillManifest } from "./contract.ts";

/** Time budgets for stage sizes, which take longer than the default budgets allow. */
export const STAGE_BUDGETS: SkillManifest["stage"]["scenarios"] = {
  simple: { timeBudgetMs: 180_000 },
  medium: { timeBudgetMs: 300_000 },
  complex: { timeBudgetMs: 600_000 },
};

/** For skills that demonstrate growth: the same number of workers at every scale, so that only the sizes differ. */
export const STAGE_EQUAL_WORKERS: SkillManifest["stage"]["scenarios"] = {
  ...STAGE_BUDGETS,
  complex: { timeBudgetMs: 600_000, concurrency: 1 },
};
