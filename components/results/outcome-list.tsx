"use client";
import { formatCount, formatDuration } from "@/lib/view/format/format";
import type { ScenarioOutcome } from "@/lib/view/results/results";
import type { RunSpec } from "@/lib/core/run/spec";
import { ShapeMark } from "../parts/shape-mark";
import { StandingWord } from "../parts/standing-word";
import { QualityButton } from "./quality-button";
import { RankWord } from "./verdict-word";

type OutcomeListProps = { outcomes: readonly ScenarioOutcome[]; unit: RunSpec["unit"] };

/** How each size came out: quality and rank, time, and what is missing. */
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
  const { index, label, items, itemsDone, whole, quality, rank, elapsedMs, attempt, standing } = outcome;
  return (
    <li className="outcome border-b border-line last:border-0">
      <span className="flex min-w-0 flex-col">
        <span className="flex items-center gap-[0.45em] font-semibold">
          <ShapeMark index={index} className="size-[0.75em] shrink-0" />
          <span className="truncate">{label}</span>
        </span>
        <span className="outcome-minor whitespace-nowrap text-muted tabular-nums">
          {whole ? "" : `${formatCount(itemsDone)} of `}
          {formatCount(items)} <span className={whole ? "" : "md:max-[1200px]:hidden"}>{unit.many}</span>
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
        {standing.tone === "good" && rank !== null ? (
          <RankWord rank={rank} />
        ) : (
          <StandingWord tone={standing.tone} word={standing.word} />
        )}
        <span className="text-muted tabular-nums">
          took {formatDuration(elapsedMs)}
          {attempt > 1 ? <span className="md:max-[1200px]:hidden">, attempt {attempt}</span> : null}
        </span>
      </span>
    </li>
  );
}
