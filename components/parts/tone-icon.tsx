import { CircleCheck, CircleHelp, CircleX, Dot } from "lucide-react";
import type { Statement } from "@/lib/core/run/judgement";
import { resultsText } from "@/lib/view/text/results";

const LOOKS = {
  good: { icon: CircleCheck, color: "text-good" },
  bad: { icon: CircleX, color: "text-bad" },
  neutral: { icon: Dot, color: "text-muted" },
  unsure: { icon: CircleHelp, color: "text-hold" },
} as const;

/** The tone of a statement as an icon, with its word for screen readers. */
export function ToneIcon({ tone }: { tone: Statement["tone"] }) {
  const { icon: Icon, color } = LOOKS[tone];
  const text = resultsText.tones[tone];
  return (
    <span className={`inline-flex h-[1.375em] shrink-0 items-center ${color}`}>
      <Icon aria-hidden className="size-[1em]" />
      {text === "" ? null : <span className="sr-only">{text}: </span>}
    </span>
  );
}
