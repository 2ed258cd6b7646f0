"use client";
import { formatDuration, formatQuantity } from "@/lib/view/format/format";
import { formatEvidence, formatScore } from "@/lib/view/format/evidence";
import type { Growth } from "@/lib/core/run/judgement";
import type { RunSpec } from "@/lib/core/run/spec";
import { formatItemRange } from "@/lib/core/words/format";
import { labelScenario } from "@/lib/core/words/names";
import { DataTable } from "../panels/chart-table";
import { ScrollArea } from "../ui/scroll-area";
import { describeFindings } from "@/lib/view/growth/findings";
import { fitText } from "@/lib/view/text/results";

/** How well each class fits, what else is known of the growth, how much the figures scatter, warm-ups and outliers. */
export function FitTable({ growth, spec }: { growth: Growth; spec: RunSpec }) {
  const fits = growth.fits.map(({ growthClass, normalisedError, coefficientMs }) => [
    growthClass,
    formatScore(normalisedError),
    `${formatDuration(coefficientMs)} · ${growthClass}`,
  ]);
  return (
    <>
      {fits.length === 0 ? null : (
        <ScrollArea label={fitText.region}>
          <DataTable
            data={{
              caption: growth.fixedCost === null ? fitText.caption : fitText.captionWithoutFixedCost,
              head: fitText.head,
              rows: fits,
            }}
          />
        </ScrollArea>
      )}
      <ul className="flex flex-col gap-1 text-muted">
        {describeFindings(growth, spec).map((finding) => (
          <li key={finding}>{finding}</li>
        ))}
        {growth.noise === null ? null : <li>{fitText.scatter(formatEvidence(growth.noise, "share"))}</li>}
        {growth.warmUps.map((warmUp) => (
          <li key={warmUp.scenarioId}>
            {fitText.warmUp(
              labelScenario(spec, warmUp.scenarioId),
              formatQuantity(warmUp.items, spec.unit),
              formatDuration(warmUp.perItemMs),
              formatDuration(warmUp.usualPerItemMs),
            )}
          </li>
        ))}
        {growth.outliers.map((outlier) => (
          <li key={`${outlier.scenarioId} ${outlier.fromItem}`}>
            {(outlier.perItemMs > outlier.usualPerItemMs ? fitText.slower : fitText.faster)(
              labelScenario(spec, outlier.scenarioId),
              formatItemRange(outlier.fromItem + 1, outlier.toItem, spec.unit),
              formatDuration(outlier.perItemMs),
              formatDuration(outlier.usualPerItemMs),
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
