"use client";
import type { FigureTile } from "@/lib/view/results/results";
import { useJudgedRun } from "./judged-run";
import { IconLabel, VERDICTS } from "./rank-label";
import { resultsText } from "@/lib/view/text/results";

type FigureTilesProps = { label: string; tiles: readonly FigureTile[]; className?: string };

/** Figures with their verdicts; each opens its evidence. */
export function FigureTiles({ label, tiles, className = "" }: FigureTilesProps) {
  const { explain } = useJudgedRun();
  return (
    <ul aria-label={label} className={`result-tiles ${className}`}>
      {tiles.map((tile) => (
        <li key={tile.id} className="min-w-0">
          <button
            type="button"
            aria-haspopup="dialog"
            onClick={() => explain(tile.statement)}
            className={`${TILE} no-print transition-colors hover:border-line-strong`}
          >
            <TileText tile={tile} />
          </button>
          <div className={`${TILE} paper-only`}>
            <TileText tile={tile} />
          </div>
        </li>
      ))}
    </ul>
  );
}

const TILE = "result-tile flex size-full flex-col rounded-xl border border-line bg-panel text-left";

function TileText({ tile }: { tile: FigureTile }) {
  return (
    <>
      <span className="flex w-full flex-wrap items-center justify-between gap-x-[0.6em]">
        <span className="min-w-0 text-muted">{tile.label}</span>
        {tile.verdict === "none" ? null : (
          <IconLabel {...VERDICTS[tile.verdict]} text={resultsText.verdictLabels[tile.verdict]} />
        )}
      </span>
      <span className="flex w-full flex-wrap items-baseline justify-between gap-x-[0.6em]">
        <span className="result-tile-value font-semibold tabular-nums">{tile.value}</span>
        <span className="result-tile-note text-muted">{tile.note}</span>
      </span>
    </>
  );
}
