import { clsx } from "clsx";
import Link from "next/link";
import { buttonClass } from "../ui/button";
import { Kbd } from "../ui/kbd";
import type { NextCue } from "@/lib/view/console/next-cue";
import { consoleText, nextStepText } from "@/lib/view/text/console";
import { keyLabels } from "@/lib/view/text/help";

/** The next step: the most prominent element of the console when it is the presenter's turn, subdued while it must wait. */
export function NextCard({
  cue,
  sent,
  onAdvance,
  reviewHref,
}: {
  cue: NextCue;
  sent: boolean;
  onAdvance: () => void;
  reviewHref: string;
}) {
  if (cue.kind === "ended") {
    return (
      <div className="flex flex-col gap-3 rounded-2xl border border-line bg-panel p-4 xl:p-5">
        <p className={cue.good ? "text-good" : "text-hold"}>{cue.note}</p>
        <Link
          href={`${reviewHref}/results`}
          aria-keyshortcuts="ArrowRight PageDown"
          className={buttonClass({ tone: "primary", size: "large" }, "w-full")}
        >
          {nextStepText.showResults}
          <Kbd className="text-sm border-current! text-current!">{keyLabels.advance}</Kbd>
        </Link>
        <Link href={reviewHref} className={buttonClass({}, "w-full")}>
          {nextStepText.openReview}
        </Link>
      </div>
    );
  }
  const ready = cue.kind === "ready";
  return (
    <button
      type="button"
      onClick={onAdvance}
      aria-disabled={!ready}
      data-testid="advance"
      className={clsx(
        "flex w-full flex-col gap-1 rounded-2xl border p-4 text-left xl:p-5 transition-colors",
        ready ? "border-accent bg-accent text-on-accent hover:opacity-95" : "border-line bg-raised",
      )}
    >
      <span className="flex w-full items-start justify-between gap-3">
        <span className={clsx("text-[15px] xl:text-[17px]", ready ? "font-medium" : "text-hold")}>
          {sent ? consoleText.sent : cue.note}
        </span>
        <Kbd className={clsx("shrink-0 text-sm", ready && "border-current! text-current!")}>{keyLabels.advance}</Kbd>
      </span>
      <span
        className={clsx(
          "text-[24px] leading-tight xl:text-[28px] font-semibold tracking-tight",
          !ready && "text-muted",
        )}
      >
        {cue.label}
      </span>
    </button>
  );
}
