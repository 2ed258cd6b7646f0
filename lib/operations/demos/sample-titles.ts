import type { Demo } from "../../core/ports/run-store.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";

/** What the room will see, in the order of the home page: the first is the demo that an empty house offers. */
const TITLES: { readonly [skillId: string]: string } = {
  "text-classification": "Spam filter, one skill at three scales",
  "data-transformation": "Film matching: twice the records, 4× the work",
  "security-scanning": "Secret scan: which planted keys get away?",
  "performance-testing": "One web service, three load tests at once",
};
const ORDER = Object.keys(TITLES);

/** The stage title of a skill's sample demo; the skill's own where there is none. */
export function sampleTitle({ id, title }: Pick<SkillManifest, "id" | "title">): string {
  return TITLES[id] ?? title;
}

/** Bundled samples in their order, then other samples, then saved demos; among equals the given order stays. */
export function orderDemos(demos: readonly Demo[]): Demo[] {
  const rank = ({ sample, spec }: Demo) => {
    if (!sample) return ORDER.length + 1;
    const at = ORDER.indexOf(spec.skillId);
    return at < 0 ? ORDER.length : at;
  };
  return demos.toSorted((a, b) => rank(a) - rank(b));
}
