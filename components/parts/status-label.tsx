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
import type { StatusTone } from "@/lib/view/console/scenario-summary";

const LOOKS: { readonly [tone in StatusTone]: { icon: ComponentType<SVGProps<SVGSVGElement>>; color: string } } = {
  run: { icon: CirclePlay, color: "text-muted" },
  hold: { icon: Hourglass, color: "text-hold" },
  pause: { icon: CirclePause, color: "text-hold" },
  good: { icon: CircleCheck, color: "text-good" },
  bad: { icon: TriangleAlert, color: "text-bad" },
  quiet: { icon: CircleDashed, color: "text-muted" },
  cancelled: { icon: CircleSlash2, color: "text-muted" },
};

/** A status as icon, word and colour. `wraps`: a long text takes two lines instead of covering what is beside it. */
export function StatusLabel({ tone, text, wraps = false }: { tone: StatusTone; text: string; wraps?: boolean }) {
  const { icon: Icon, color } = LOOKS[tone];
  return (
    <span className={`inline-flex items-center gap-[0.4em] ${wraps ? "" : "whitespace-nowrap"} ${color}`}>
      <Icon aria-hidden="true" className="size-[0.95em] shrink-0" />
      {text}
    </span>
  );
}
