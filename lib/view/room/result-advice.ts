import type { RunResults } from "../../core/run/results.ts";
import type { RunSpec } from "../../core/run/spec.ts";
import { formatCount, formatDuration } from "../format/format.ts";
import { resultPictureText as text } from "../text/results.ts";

/** Which size to use. `index`: of its scenario; null: none, and `after` says why. */
export type ResultAdvice = {
  readonly index: number | null;
  readonly before: string;
  readonly label: string;
  readonly after: string;
  readonly note: string;
};

export function selectResultAdvice({ judgement, scenarios }: RunResults, spec: RunSpec): ResultAdvice {
  const { scenarioId, statement, production } = judgement.recommendation;
  const index = spec.scenarios.findIndex(({ id }) => id === scenarioId);
  const chosen = spec.scenarios[index];
  if (chosen === undefined) return { index: null, before: "", label: "", after: statement.text, note: "" };
  if (judgement.comparison !== undefined)
    return { index, before: text.use, label: chosen.label, after: afterName(statement.text, chosen.label), note: "" };
  const isLargest = scenarios.every(({ items }) => items <= chosen.items);
  const isAllWeighed = judgement.ranks.some(({ quality }) => quality !== null);
  const isBest = judgement.growth.falling?.bestScenarioId === chosen.id;
  const { whyUse } = text;
  const after =
    judgement.growth.kind === "falling" && isBest
      ? whyUse.fastest
      : !isLargest
        ? whyUse.largest
        : isAllWeighed
          ? whyUse.all
          : whyUse.measured;
  const note =
    production === null
      ? ""
      : text.production(formatCount(production.itemsPerRequest), formatDuration(production.responseTimeMs));
  return { index, before: text.use, label: chosen.label, after, note };
}

/** ": 1.8× as fast as careful, at equal quality." */
function afterName(statement: string, label: string): string {
  return statement.slice(statement.indexOf(label) + label.length);
}
