import { formatDuration } from "@/lib/client/format";
import type { RunResults } from "@/lib/core/results";
import type { RunSpec } from "@/lib/core/run-spec";
import { ShapeMark } from "./shape-mark";

/** How it ended, a column a scenario, and the one sentence that compares the smallest with the largest. */
export function AudienceResults({ results, unit }: { results: RunResults; unit: RunSpec["unit"] }) {
  return (
    <section aria-label="Results" className="my-auto flex min-h-67 flex-col gap-2 pt-5 md:min-h-0 md:pt-2">
      <h2 className="font-normal tracking-normal text-muted">Time per {unit.one}</h2>
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(6.4em,1fr))] gap-3">
        {results.scenarios.map((scenario, index) => (
          <li
            key={scenario.scenarioId}
            className="flex flex-col gap-1 rounded-xl border border-line bg-panel px-3 py-2 md:px-4"
          >
            <span className="flex items-center gap-2 font-semibold">
              <ShapeMark index={index} className="size-[0.8em]" />
              {scenario.label}
            </span>
            <span
              className="stage-figure font-semibold tabular-nums"
              style={{ color: `var(--scenario-${index + 1}-ink)` }}
            >
              {scenario.timePerItemMs === null ? "–" : formatDuration(scenario.timePerItemMs)}
            </span>
          </li>
        ))}
      </ul>
      {results.timePerItemRatio ? <p className="leading-tight">{results.timePerItemRatio.text}</p> : null}
    </section>
  );
}
