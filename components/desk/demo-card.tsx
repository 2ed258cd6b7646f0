import { clsx } from "clsx";
import type { Demo, LastRun } from "@/lib/core/ports/run-store";
import { pluralize } from "@/lib/core/words/plural";
import { describeLastRun, toFirstClause } from "@/lib/view/format/demo-card";
import { formatCount } from "@/lib/view/format/format";
import { ShapeMark } from "../parts/shape-mark";

/** Title, summary, sizes and the measured length of the last run. */
export function DemoFacts({ demo, last, full }: { demo: Demo; last: LastRun | undefined; full: boolean }) {
  const { scenarios, unit } = demo.spec;
  const items = scenarios.map((scenario) => scenario.items);
  const length = describeLastRun(last, items);
  return (
    <span className="flex min-w-0 flex-1 flex-col gap-1">
      <span className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <span className="text-[17px] leading-snug font-semibold tracking-tight">{demo.title}</span>
        <span className="flex flex-wrap gap-x-3.5 text-sm tabular-nums">
          {scenarios.map((scenario, index) => (
            <span key={scenario.id} className="flex items-center gap-1.5">
              <ShapeMark index={index} className="size-3" />
              {formatCount(scenario.items)}
            </span>
          ))}
          <span className="text-muted">{pluralize(Math.max(...items), unit)}</span>
        </span>
      </span>
      <span className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-muted">
        <span className={clsx("text-[15px] leading-snug", full || "max-sm:hidden")}>
          {full ? demo.summary : toFirstClause(demo.summary)}
        </span>
        {length === null ? null : <span className="text-sm tabular-nums">{length}</span>}
      </span>
    </span>
  );
}

type DemoCardProps = { demo: Demo; last: LastRun | undefined; checked: boolean; onChoose: () => void };

/** A demo to choose; only the chosen one shows its whole summary. */
export function DemoCard({ demo, last, checked, onChoose }: DemoCardProps) {
  return (
    <label
      className={clsx(
        "flex cursor-pointer gap-3.5 px-4 py-3 transition-colors first-of-type:rounded-t-2xl last-of-type:rounded-b-2xl has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus sm:px-5",
        checked ? "bg-raised" : "hover:bg-raised",
      )}
    >
      <input type="radio" name="demoId" value={demo.id} checked={checked} onChange={onChoose} className="sr-only" />
      <span
        aria-hidden
        className={clsx(
          "mt-0.5 size-4.5 shrink-0 rounded-full border bg-panel",
          checked ? "border-[5px] border-text" : "border-line-strong",
        )}
      />
      <DemoFacts demo={demo} last={last} full={checked} />
    </label>
  );
}
