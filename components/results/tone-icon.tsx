import { CircleCheck, CircleHelp, CircleX, Dot } from "lucide-react";
import type { Statement } from "@/lib/core/run/judgement";

const LOOKS = {
  good: { icon: CircleCheck, word: "good", color: "text-good" },
  bad: { icon: CircleX, word: "bad", color: "text-bad" },
  neutral: { icon: Dot, word: "", color: "text-muted" },
  unsure: { icon: CircleHelp, word: "not sure", color: "text-hold" },
} as const;

/** How a statement is meant, for eyes and for readers. */
export function ToneIcon({ tone }: { tone: Statement["tone"] }) {
  const { icon: Icon, word, color } = LOOKS[tone];
  return (
    <span className={`inline-flex h-[1.375em] shrink-0 items-center ${color}`}>
      <Icon aria-hidden className="size-[1em]" />
      {word === "" ? null : <span className="sr-only">{word}: </span>}
    </span>
  );
}
