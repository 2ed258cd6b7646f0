import { clsx } from "clsx";
import { Flag, Pause } from "lucide-react";
import type { PictureMark } from "@/lib/view/console/mark";
import { liveText } from "@/lib/view/text/live";

const LOOKS: { readonly [mark in PictureMark]: string } = {
  live: "border-live bg-live text-on-live",
  paused: "border-hold-line text-hold",
  ended: "border-line-strong text-muted",
};

/** Whether the picture is live; on every page that shows a run. */
export function LiveBadge({ mark, className }: { mark: PictureMark | null; className?: string }) {
  if (mark === null) return null;
  return (
    <span
      data-mark={mark}
      className={clsx(
        "inline-flex shrink-0 items-center gap-[0.5em] rounded-[0.4em] border px-[0.75em] py-[0.3em] leading-none font-semibold tracking-[0.06em]",
        LOOKS[mark],
        className,
      )}
    >
      {mark === "live" ? <span aria-hidden="true" className="size-[0.55em] rounded-full bg-on-live" /> : null}
      {mark === "paused" ? <Pause aria-hidden="true" className="size-[0.8em]" /> : null}
      {mark === "ended" ? <Flag aria-hidden="true" className="size-[0.8em]" /> : null}
      {liveText.marks[mark]}
    </span>
  );
}
