import { clsx } from "clsx";
import { Pin } from "lucide-react";
import type { RunSpec } from "@/lib/core/run/spec";
import { describeAnswers } from "@/lib/core/words/describe-answers";
import { answersText } from "@/lib/view/text/answers";

type AnswersBadgeProps = { spec: Pick<RunSpec, "answers"> | null; className?: string };

/** Says that answers are replayed, on every page that shows a run; what is live is the run. */
export function AnswersBadge({ spec, className }: AnswersBadgeProps) {
  const answers = spec?.answers ?? null;
  if (answers === null) return null;
  return (
    <span
      data-mark="pinned"
      title={describeAnswers(answers)}
      className={clsx(
        "inline-flex shrink-0 items-center gap-[0.5em] rounded-[0.4em] border border-hold-line px-[0.75em] py-[0.3em] leading-none font-semibold tracking-[0.06em] text-hold",
        className,
      )}
    >
      <Pin aria-hidden="true" className="size-[0.8em]" />
      {answersText.badge}
      <span className="font-normal tracking-normal">{answersText.recorded(answers.recordedAt)}</span>
    </span>
  );
}

/** The same as a sentence, where there is room. */
export function AnswersNote({ spec, className }: AnswersBadgeProps) {
  const answers = spec?.answers ?? null;
  if (answers === null) return null;
  return <p className={className}>{[describeAnswers(answers), answers.note].filter(Boolean).join(" ")}</p>;
}
