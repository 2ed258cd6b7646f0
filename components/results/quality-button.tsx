"use client";
import { clsx } from "clsx";
import type { CSSProperties } from "react";
import { formatQuality } from "@/lib/view/format/format";
import { useJudgedRun } from "./judged-run";

type QualityButtonProps = {
  scenarioId: string;
  label: string;
  quality: number | null;
  className?: string;
  style?: CSSProperties;
};

/** A score; pressed, it opens the items that pulled it down. */
export function QualityButton({ scenarioId, label, quality, className, style }: QualityButtonProps) {
  const { showItems } = useJudgedRun();
  if (quality === null)
    return (
      <span className={className} style={style}>
        <span className="sr-only">no quality</span>
        <span aria-hidden="true">–</span>
      </span>
    );
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label={`Quality of ${label} ${formatQuality(quality)}: show what pulled it down`}
      title="What pulled it down"
      onClick={() => showItems(scenarioId)}
      className={clsx(
        "min-h-6 rounded-lg px-[0.15em] tabular-nums underline decoration-dotted decoration-1 underline-offset-[0.2em] hover:decoration-solid pointer-coarse:min-h-11",
        className,
      )}
      style={style}
    >
      {formatQuality(quality)}
    </button>
  );
}
