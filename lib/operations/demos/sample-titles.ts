import type { Demo } from "../../core/ports/run-store.ts";
import type { SkillManifest } from "../../skills/contract/contract.ts";

/** Titles shown to the audience, in home page order. The first is the demo offered on an empty database. */
const TITLES: { readonly [skillId: string]: string } = {
  "text-classification": "Spam filter, one skill at three scales",
  "data-transformation": "Film matching: twice the records, 4× the work",
  "security-scanning": "Secret scan: which planted keys get away?",
  "performance-testing": "One web service, three load tests at once",
  "film-genres": "A language model names film genres, from pinned answers",
};
const ORDER = Object.keys(TITLES);

/** The stage title of a skill's sample demo; falls back to the skill's own title. */
export function sampleTitle({ id, title }: Pick<SkillManifest, "id" | "title">): string {
  return TITLES[id] ?? title;
}

/** Bundled samples in their fixed order, then other samples, then saved demos. The sort is stable. */
export function orderDemos(demos: readonly Demo[]): Demo[] {
  const rank = ({ sample, spec }: Demo) => {
    if (!sample) return ORDER.length + 1;
    const at = ORDER.indexOf(spec.skillId);
    return at < 0 ? ORDER.length : at;
  };
  return demos.toSorted((a, b) => rank(a) - rank(b));
}
