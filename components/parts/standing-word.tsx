import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  CirclePlay,
  CircleSlash2,
  Hourglass,
  TriangleAlert,
} from "lucide-react";
import type { ComponentType, SVGProps } from "react";
import type { StandingTone } from "@/lib/view/console/standing";

const LOOKS: { readonly [tone in StandingTone]: { icon: ComponentType<SVGProps<SVGSVGElement>>; color: string } } = {
  run: { icon: CirclePlay, color: "text-muted" },
  hold: { icon: Hourglass, color: "text-hold" },
  halt: { icon: CirclePause, color: "text-hold" },
  good: { icon: CircleCheck, color: "text-good" },
  bad: { icon: TriangleAlert, color: "text-bad" },
  quiet: { icon: CircleDashed, color: "text-muted" },
};

/** A status told three ways: icon, word and colour. */
export function StandingWord({ tone, word }: { tone: StandingTone; word: string }) {
  const { icon: Icon, color } = word === "cancelled" ? { icon: CircleSlash2, color: "text-muted" } : LOOKS[tone];
  return (
    <span className={`inline-flex items-center gap-[0.4em] whitespace-nowrap ${color}`}>
      <Icon aria-hidden="true" className="size-[0.95em] shrink-0" />
      {word}
    </span>
  );
}
