import { formatDuration, keepUnits } from "@/lib/client/format";
import { RANK_WORDS } from "@/lib/client/rank-words";
import type { QualityRank } from "@/lib/core/judgement/judgement";
import type { RunResults } from "@/lib/core/results";
import type { RunSpec } from "@/lib/core/run-spec";
import { ShapeMark } from "./shape-mark";

export type AudienceResultsProps = { results: RunResults; unit: RunSpec["unit"] };

/** What came out: one sentence, the time of an item and how good by scenario, how time grew, and what to use. Quality stands in the rows above. */
export function AudienceResults({ results, unit }: AudienceResultsProps) {
  const { headline, growth, recommendation, ranks } = results.judgement;
  return (
    <section
      aria-label="Results"
      className="audience-results my-auto flex min-h-67 flex-col gap-2 pt-5 md:min-h-0 md:overflow-hidden md:pt-2"
    >
      <p className="stage-verdict leading-tight font-semibold text-balance">{keepUnits(headline.text)}</p>
      <ul
        className={`${results.scenarios.length > 4 ? "results-dense " : ""}grid grid-cols-[repeat(auto-fit,minmax(6.4em,1fr))] gap-3`}
      >
        {results.scenarios.map((scenario, index) => (
          <li
            key={scenario.scenarioId}
            className="flex flex-col gap-1 rounded-xl border border-line bg-panel px-3 py-2 md:px-4"
          >
            <span className="flex flex-wrap items-center justify-between gap-x-[0.6em]">
              <span className="flex min-w-0 items-center gap-2 font-semibold">
                <ShapeMark index={index} className="size-[0.8em] shrink-0" />
                <span className="min-w-0 truncate">{scenario.label}</span>
              </span>
              <Rank rank={ranks.find(({ scenarioId }) => scenarioId === scenario.scenarioId)?.rank ?? null} />
            </span>
            <span
              className="stage-figure font-semibold tabular-nums"
              style={{ color: `var(--scenario-${index + 1}-ink)` }}
            >
              {scenario.timePerItemMs === null ? "–" : formatDuration(scenario.timePerItemMs)}
              <span className="stage-minor font-normal text-muted"> a {unit.one}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="audience-aside leading-tight">{keepUnits(growth.statement.text)}</p>
      {recommendation.scenarioId === null ? null : (
        <p className="leading-tight text-muted">{keepUnits(recommendation.statement.text)}</p>
      )}
    </section>
  );
}

/** How good the quality is, in a word: the colour only repeats it. */
function Rank({ rank }: { rank: QualityRank | null }) {
  if (rank === null) return null;
  const color = rank === "below" ? "text-bad" : rank === "basic" ? "text-hold" : "text-good";
  return <span className={`md:max-[1200px]:hidden ${color}`}>{RANK_WORDS[rank]}</span>;
}
