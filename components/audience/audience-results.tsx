import { selectExclusion } from "@/lib/view/growth/exclusions";
import { formatDuration, formatQuantity, keepUnits } from "@/lib/view/format/format";
import type { QualityRank } from "@/lib/core/run/judgement";
import type { RunResults } from "@/lib/core/run/results";
import type { RunSpec } from "@/lib/core/run/spec";
import { selectHeadlineTone } from "@/lib/view/results/tones";
import { ShapeMark } from "../parts/shape-mark";
import { ToneIcon } from "../parts/tone-icon";
import { audienceText } from "@/lib/view/text/audience";
import { runText } from "@/lib/view/text/run";
import { sharedText } from "@/lib/view/text/shared";

export type AudienceResultsProps = { results: RunResults; unit: RunSpec["unit"] };

/** The result: one sentence, time per item and rank by scenario, growth, and the recommendation. The rows above show the quality. */
export function AudienceResults({ results, unit }: AudienceResultsProps) {
  const { headline, growth, recommendation, ranks } = results.judgement;
  const tone = selectHeadlineTone(results.judgement);
  const isAnyComplete = results.scenarios.some(({ status }) => status === "complete");
  return (
    <section
      aria-label={audienceText.results}
      className="audience-results flex min-h-67 flex-col gap-2 pt-5 md:min-h-0 md:flex-1 md:justify-center md:overflow-hidden md:pt-2"
    >
      <p className="stage-verdict leading-tight font-semibold text-balance">
        {tone === "neutral" ? null : (
          <span className="mr-[0.4em] inline-flex align-[-0.15em]">
            <ToneIcon tone={tone} />
          </span>
        )}
        {keepUnits(headline.text)}
      </p>
      {isAnyComplete ? (
        <ul
          className={`${results.scenarios.length > 4 ? "results-dense " : ""}results-cards grid grid-cols-[repeat(auto-fit,minmax(6.4em,1fr))] gap-3`}
        >
          {results.scenarios.map((scenario, index) => (
            <Outcome
              key={scenario.scenarioId}
              scenario={scenario}
              index={index}
              unit={unit}
              rank={ranks.find(({ scenarioId }) => scenarioId === scenario.scenarioId)?.rank ?? null}
              exclusion={selectExclusion(results, scenario.scenarioId)}
              isFalling={growth.kind === "falling"}
            />
          ))}
        </ul>
      ) : null}
      <p className="audience-aside leading-tight">{keepUnits(growth.statement.text)}</p>
      <p className="leading-tight text-muted">{keepUnits(recommendation.statement.text)}</p>
    </section>
  );
}

type OutcomeProps = {
  scenario: RunResults["scenarios"][number];
  index: number;
  unit: RunSpec["unit"];
  rank: QualityRank | null;
  /** why its time says nothing about growth; null: it counts */
  exclusion: string | null;
  /** the sizes share the same work, so that a time per item would say nothing */
  isFalling: boolean;
};

function Outcome({ scenario, index, unit, rank, exclusion, isFalling }: OutcomeProps) {
  const { label, status, items, timePerItemMs } = scenario;
  const timeMs = timePerItemMs === null ? null : timePerItemMs * (isFalling ? items : 1);
  return (
    <li className="flex flex-col gap-1 rounded-xl border border-line bg-panel px-3 py-2 md:px-4">
      <span className="flex flex-wrap items-center justify-between gap-x-[0.6em]">
        <span className="flex min-w-0 items-center gap-2 font-semibold">
          <ShapeMark index={index} className="size-[0.8em] shrink-0" />
          <span className="min-w-0 truncate">{label}</span>
        </span>
        {/* a rank counts only for a complete scenario */}
        {exclusion !== null ? (
          <span className="text-hold">{exclusion}</span>
        ) : status === "complete" ? (
          <Rank rank={rank} />
        ) : null}
      </span>
      <span
        className="stage-figure font-semibold tabular-nums"
        style={{ color: exclusion === null ? `var(--scenario-${index + 1}-ink)` : "var(--muted)" }}
      >
        {timeMs === null ? sharedText.noValue : formatDuration(timeMs)}{" "}
        <span className="stage-minor font-normal whitespace-nowrap text-muted">
          {isFalling ? formatQuantity(items, unit) : audienceText.perItem(unit.one)}
        </span>
      </span>
    </li>
  );
}

/** The rank as a word; the colour only repeats it. */
function Rank({ rank }: { rank: QualityRank | null }) {
  if (rank === null) return null;
  const color = rank === "below" ? "text-bad" : rank === "basic" ? "text-hold" : "text-good";
  return <span className={`md:max-[1200px]:hidden ${color}`}>{runText.ranks[rank]}</span>;
}
