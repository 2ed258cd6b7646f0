import { formatCount, formatDuration, formatPercent, formatQuality } from "@/lib/client/format";
import type { RunResults } from "@/lib/core/results";
import type { RunSpec } from "@/lib/core/run-spec";
import { ShapeMark } from "./shape-mark";

/** How it ended, a column a scenario, and the one sentence that compares the smallest with the largest. */
export function AudienceResults({ results, unit }: { results: RunResults; unit: RunSpec["unit"] }) {
  return (
    <section aria-label="Results" className="mt-6 flex flex-col gap-4 md:mr-[24vw] md:-mb-[8vh]">
      <ul className="grid gap-3 sm:grid-cols-[repeat(auto-fit,minmax(9em,1fr))]">
        {results.scenarios.map((scenario, index) => (
          <li key={scenario.scenarioId} className="flex flex-col gap-1 rounded-xl border border-line bg-panel px-4 py-3">
            <span className="flex items-center gap-2 font-semibold">
              <ShapeMark index={index} className="size-[0.8em]" />
              {scenario.label}
            </span>
            <span className="stage-figure font-semibold tabular-nums" style={{ color: `var(--scenario-${index + 1}-ink)` }}>
              {scenario.timePerItemMs === null ? "–" : formatDuration(scenario.timePerItemMs)}
              <span className="text-[0.5em] font-medium text-muted"> a {unit.one}</span>
            </span>
            <span className="text-muted tabular-nums">
              quality {formatQuality(scenario.totals.quality)}, {scenario.completionRate === 1 ? `all ${formatCount(scenario.items)}` : formatPercent(Math.floor(scenario.completionRate * 100))} done
            </span>
          </li>
        ))}
      </ul>
      {results.timePerItemRatio ? <p className="stage-sentence">{results.timePerItemRatio.text}</p> : null}
      {results.partial ? <p className="text-hold">Some items were not done: every figure is of what stands.</p> : null}
    </section>
  );
}
