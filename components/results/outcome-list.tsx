"use client";
import { formatCount, formatDuration } from "@/lib/view/format/format";
import type { ScenarioOutcome } from "@/lib/view/results/results";
import type { RunSpec } from "@/lib/core/run/spec";
import { ShapeMark } from "../parts/shape-mark";
import { StatusLabel } from "../parts/status-label";
import { QualityButton } from "./quality-button";
import { ExclusionLabel, RankLabel } from "./rank-label";
import { pluralize } from "@/lib/core/words/plural";
import { outcomeText } from "@/lib/view/text/results";

type OutcomeListProps = { outcomes: readonly ScenarioOutcome[]; unit: RunSpec["unit"] };

/** The result of each size: quality and rank, time, and missing items. */
export function OutcomeList({ outcomes, unit }: OutcomeListProps) {
  return (
    <ul className="outcome-list">
      {outcomes.map((outcome) => (
        <Outcome key={outcome.id} outcome={outcome} unit={unit} />
      ))}
    </ul>
  );
}

function Outcome({ outcome, unit }: { outcome: ScenarioOutcome; unit: RunSpec["unit"] }) {
  const { index, label, items, itemsDone, whole, quality, rank, exclusion, elapsedMs, attempt, summary } = outcome;
  return (
    <li className="outcome border-b border-line last:border-0">
      <span className="flex min-w-0 flex-col">
        <span className="flex items-center gap-[0.45em] font-semibold">
          <ShapeMark index={index} className="size-[0.75em] shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
        </span>
        <span className="outcome-minor whitespace-nowrap text-muted tabular-nums">
          {whole ? "" : outcomeText.doneOf(formatCount(itemsDone))}
          {formatCount(items)} <span className={whole ? "" : "md:max-[1200px]:hidden"}>{pluralize(items, unit)}</span>
        </span>
      </span>
      <QualityButton
        scenarioId={outcome.id}
        label={label}
        quality={quality}
        className="outcome-figure font-semibold"
        style={{ color: `var(--scenario-${index + 1}-ink)` }}
      />
      <span className="outcome-minor flex flex-col items-end text-right">
        {summary.tone === "good" && exclusion !== null ? (
          <ExclusionLabel text={exclusion} />
        ) : summary.tone === "good" && rank !== null ? (
          <RankLabel rank={rank} />
        ) : (
          <StatusLabel tone={summary.tone} text={summary.status} />
        )}
        <span className="text-muted tabular-nums">
          {outcomeText.took(formatDuration(elapsedMs))}
          {attempt > 1 ? <span className="md:max-[1200px]:hidden">{outcomeText.attempt(attempt)}</span> : null}
        </span>
      </span>
    </li>
  );
}
