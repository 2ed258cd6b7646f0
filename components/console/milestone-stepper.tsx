import { clsx } from "clsx";
import { Check, Minus } from "lucide-react";
import type { StepperStop } from "@/lib/view/console/scenario-summary";
import { formatPercent } from "@/lib/view/format/format";
import { consoleText } from "@/lib/view/text/console";

/** The milestones: passed, current and ahead. */
export function MilestoneStepper({ stops }: { stops: readonly StepperStop[] }) {
  return (
    <ol
      aria-label={consoleText.milestones}
      className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-5 gap-y-2 md:flex-nowrap md:gap-x-3"
    >
      {stops.map((stop) => (
        <li
          key={stop.percent}
          className="flex shrink-0 items-center gap-3 md:min-w-0 md:shrink"
          aria-current={stop.mark === "current" ? "step" : undefined}
        >
          <span
            aria-hidden="true"
            className={clsx(
              "grid size-7 shrink-0 place-items-center rounded-full border-2",
              stop.mark === "done" && "border-raised bg-raised text-text",
              stop.mark === "current" && "border-hold-line bg-hold-ground",
              stop.mark === "ahead" && "border-line",
              stop.mark === "skipped" && "border-line text-muted",
            )}
          >
            {stop.mark === "done" ? (
              <Check className="size-4" />
            ) : stop.mark === "skipped" ? (
              <Minus className="size-4" />
            ) : null}
          </span>
          <span className={clsx("flex flex-col leading-tight", stop.mark === "current" ? "text-hold" : "text-muted")}>
            <span className="text-[15px]">{stop.caption}</span>
            <span
              className={clsx(
                "text-lg font-semibold tabular-nums",
                stop.mark === "current" ? "text-hold" : stop.mark === "done" ? "text-text" : "text-muted",
              )}
            >
              {formatPercent(stop.percent)}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
