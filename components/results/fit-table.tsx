"use client";
import { formatCount, formatDuration } from "@/lib/view/format/format";
import { formatEvidence, formatScore } from "@/lib/view/format/evidence";
import type { Growth } from "@/lib/core/run/judgement";
import type { RunSpec } from "@/lib/core/run/spec";
import { labelScenario } from "@/lib/core/words/names";
import { DataTable } from "../panels/chart-table";
import { ScrollArea } from "../ui/scroll-area";

/** How well each class fits, how much the figures scatter, and what was left out or stands out. */
export function FitTable({ growth, spec }: { growth: Growth; spec: RunSpec }) {
  const fits = growth.fits.map(({ growthClass, normalisedError, coefficientMs }) => [
    growthClass,
    formatScore(normalisedError),
    `${formatDuration(coefficientMs)} · ${growthClass}`,
  ]);
  const one = spec.unit.one;
  return (
    <>
      {fits.length === 0 ? null : (
        <ScrollArea label="Fits of the growth classes">
          <DataTable
            data={{
              caption: "Growth classes, the best fit first",
              head: ["Time grows like", "Normalised error", "Time"],
              rows: fits,
            }}
          />
        </ScrollArea>
      )}
      <ul className="flex flex-col gap-1 text-muted">
        {growth.noise === null ? null : <li>Scatter within scenarios: {formatEvidence(growth.noise, "share")}</li>}
        {growth.warmUps.map((warmUp) => (
          <li key={warmUp.scenarioId}>
            {labelScenario(spec, warmUp.scenarioId)} warmed up: its first {formatCount(warmUp.items)} took{" "}
            {formatDuration(warmUp.perItemMs)} per {one} against {formatDuration(warmUp.usualPerItemMs)}; left out of
            the fit
          </li>
        ))}
        {growth.outliers.map((outlier) => (
          <li key={`${outlier.scenarioId} ${outlier.fromItem}`}>
            {labelScenario(spec, outlier.scenarioId)} stood out from {one} {formatCount(outlier.fromItem + 1)} to{" "}
            {formatCount(outlier.toItem)}: {formatDuration(outlier.perItemMs)} per {one} against{" "}
            {formatDuration(outlier.usualPerItemMs)}
          </li>
        ))}
      </ul>
    </>
  );
}
