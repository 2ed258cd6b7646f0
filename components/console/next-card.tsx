import { clsx } from "clsx";
import Link from "next/link";
import { Button, buttonClass } from "../ui/button";
import { Kbd } from "../ui/kbd";
import type { ResultStep } from "./stage/console-actions";
import type { NextCue } from "@/lib/view/console/next-cue";
import { consoleText, nextStepText } from "@/lib/view/text/console";
import { keyLabels } from "@/lib/view/text/help";
import { roomControlText } from "@/lib/view/text/stage";

type NextCardProps = {
  cue: NextCue;
  sent: boolean;
  resultStep: ResultStep;
  onAdvance: () => void;
  onLeaveResult: () => void;
  reviewHref: string;
};

/** The next step: the most prominent element of the console when it is the presenter's turn, subdued while it must wait. */
export function NextCard(props: NextCardProps) {
  const { cue, sent, onAdvance } = props;
  if (cue.kind === "ended") return <EndCard {...props} cue={cue} />;
  const ready = cue.kind === "ready" || cue.kind === "lobby";
  return (
    <button
      type="button"
      onClick={onAdvance}
      aria-disabled={!ready}
      data-testid="advance"
      className={clsx(
        "flex w-full shrink-0 flex-col gap-1 rounded-2xl border p-4 text-left transition-colors low:gap-0 low:rounded-xl low:p-2.5",
        ready ? "border-accent bg-accent text-on-accent hover:opacity-95" : "border-line bg-raised",
      )}
    >
      <span className="flex w-full items-start justify-between gap-3">
        <span className={clsx("text-[15px] xl:text-[17px] low:text-sm", ready ? "font-medium" : "text-hold")}>
          {sent ? consoleText.sent : cue.note}
        </span>
        <Kbd className={clsx("shrink-0 text-sm", ready && "border-current! text-current!")}>{keyLabels.advance}</Kbd>
      </span>
      <span
        className={clsx(
          "text-[24px] leading-tight xl:text-[28px] font-semibold tracking-tight low:text-[20px]",
          !ready && "text-muted",
        )}
      >
        {cue.label}
      </span>
    </button>
  );
}

const END_LABELS = {
  show: roomControlText.showResult,
  next: roomControlText.nextPage,
  last: roomControlText.backToRun,
} as const;

/** The room goes to the result; the console stays a console. */
function EndCard({
  cue,
  resultStep,
  onAdvance,
  onLeaveResult,
  reviewHref,
}: NextCardProps & { cue: Extract<NextCue, { kind: "ended" }> }) {
  const isLast = resultStep?.kind === "last";
  return (
    <div className="flex shrink-0 flex-col gap-3 rounded-2xl border border-line bg-panel p-4 low:gap-2 low:p-2.5">
      <p className={cue.good ? "text-good" : "text-hold"}>{cue.note}</p>
      {resultStep === null ? null : (
        <Button
          tone={isLast ? "plain" : "primary"}
          size="large"
          className="w-full"
          disabled={resultStep.isOff}
          aria-keyshortcuts={isLast ? "ArrowLeft PageUp" : "ArrowRight PageDown"}
          onClick={isLast ? onLeaveResult : onAdvance}
        >
          {END_LABELS[resultStep.kind]}
          <Kbd className="text-sm border-current! text-current!">{isLast ? keyLabels.back : keyLabels.advance}</Kbd>
        </Button>
      )}
      <span className="flex flex-wrap gap-2.5 *:grow">
        <Link href={`${reviewHref}/results`} className={buttonClass({}, "px-2!")}>
          {nextStepText.openResults}
        </Link>
        <Link href={reviewHref} className={buttonClass({}, "px-2!")}>
          {nextStepText.openReview}
        </Link>
      </span>
    </div>
  );
}
