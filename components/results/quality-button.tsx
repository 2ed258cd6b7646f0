"use client";
import { clsx } from "clsx";
import type { CSSProperties } from "react";
import { formatQuality } from "@/lib/view/format/format";
import { useJudgedRun } from "./judged-run";
import { outcomeText } from "@/lib/view/text/results";
import { sharedText } from "@/lib/view/text/shared";

type QualityButtonProps = {
  scenarioId: string;
  label: string;
  quality: number | null;
  className?: string;
  style?: CSSProperties;
};

/** A score; a click opens the items that lowered it. */
export function QualityButton({ scenarioId, label, quality, className, style }: QualityButtonProps) {
  const { showItems } = useJudgedRun();
  if (quality === null)
    return (
      <span className={className} style={style}>
        <span className="sr-only">{outcomeText.noQuality}</span>
        <span aria-hidden="true">{sharedText.noValue}</span>
      </span>
    );
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={outcomeText.quality(label, formatQuality(quality))}
        title={outcomeText.qualityHint}
        onClick={() => showItems(scenarioId)}
        className={clsx(
          "no-print min-h-6 rounded-lg px-[0.15em] tabular-nums underline decoration-dotted decoration-1 underline-offset-[0.2em] hover:decoration-solid pointer-coarse:min-h-11",
          className,
        )}
        style={style}
      >
        {formatQuality(quality)}
      </button>
      <span className={clsx("paper-only", className)} style={style}>
        {formatQuality(quality)}
      </span>
    </>
  );
}
