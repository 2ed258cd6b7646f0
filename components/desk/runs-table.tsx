import Link from "next/link";
import { describeMode } from "../console/presenter-header";
import { ShapeMark } from "../parts/shape-mark";
import { LocalTime } from "../parts/local-time";
import { RunStatusLabel } from "../parts/run-status-label";
import { computePercentDone, formatClock, formatCount, formatPercent, formatQuality } from "@/lib/view/format/format";
import type { RunListItem } from "@/lib/core/ports/run-store";
import { pastRunsText } from "@/lib/view/text/desk/past-runs";
import { sharedText } from "@/lib/view/text/shared";

type RunsTableProps = {
  runs: readonly RunListItem[];
  caption: string;
  /** in a column of text: without mode and scales */
  narrow?: boolean;
};

/** A table of runs; on a phone only the columns that identify a run. */
export function RunsTable({ runs, caption, narrow = false }: RunsTableProps) {
  const { head } = pastRunsText;
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-[15px]">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-sm text-muted">
          <tr className="border-b border-line">
            <th scope="col" className="py-2.5 pr-4 font-normal">
              {head.run}
            </th>
            <th scope="col" className="py-2.5 pr-4 font-normal">
              {head.status}
            </th>
            {narrow ? null : (
              <>
                <th scope="col" className="hidden py-2.5 pr-4 font-normal md:table-cell">
                  {head.mode}
                </th>
                <th scope="col" className="hidden py-2.5 pr-4 font-normal lg:table-cell">
                  {head.scales}
                </th>
              </>
            )}
            <th scope="col" className="hidden py-2.5 pr-4 text-right font-normal whitespace-nowrap sm:table-cell">
              {head.runTime}
            </th>
            <th scope="col" className="hidden py-2.5 text-right font-normal sm:table-cell">
              {head.started}
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} className="border-b border-line hover:bg-raised">
              <th scope="row" className="max-w-80 py-3 pr-4 font-normal [overflow-wrap:anywhere]">
                <Link href={`/runs/${run.id}`} className="block font-medium underline-offset-4 hover:underline">
                  {run.title}
                </Link>
                <span className="block text-sm text-muted">
                  {run.skillId}, {sharedText.seed(run.seed)}
                </span>
              </th>
              <td className="py-3 pr-4 whitespace-nowrap">
                <RunStatusLabel status={run.status} />
              </td>
              {narrow ? null : (
                <>
                  <td className="hidden py-3 pr-4 whitespace-nowrap text-muted md:table-cell">{describeMode(run)}</td>
                  <td className="hidden py-3 pr-4 lg:table-cell">
                    <Scales run={run} />
                  </td>
                </>
              )}
              <td className="hidden py-3 pr-4 text-right tabular-nums sm:table-cell">
                {run.startedAt === null ? sharedText.noValue : formatClock(run.runMs)}
              </td>
              <td className="hidden py-3 text-right whitespace-nowrap text-muted tabular-nums sm:table-cell">
                <LocalTime iso={run.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Scales({ run }: { run: RunListItem }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm tabular-nums">
      {run.items.map((items, index) => {
        const percent = computePercentDone(run.itemsDone[index] ?? 0, items);
        return (
          <li key={index} className="flex items-center gap-1.5 whitespace-nowrap">
            <ShapeMark index={index} className="size-3" />
            {formatCount(items)}
            <span className="text-muted">
              {percent === 100 ? formatQuality(run.quality[index] ?? null) : formatPercent(percent)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
