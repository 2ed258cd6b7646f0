"use client";
import type { ReactNode } from "react";
import { toCostTable, toNeedsTable } from "@/lib/view/results/results";
import type { Judgement, Pattern, Statement } from "@/lib/core/run/judgement";
import type { RunSpec } from "@/lib/core/run/spec";
import { labelScenario } from "@/lib/core/words/names";
import { DataTable } from "../panels/chart-table";
import { ScrollArea } from "../ui/scroll-area";
import { describeFindings } from "@/lib/view/growth/findings";
import { FitTable } from "./fit-table";
import { StatementView } from "./statement-view";
import { ToneIcon } from "../parts/tone-icon";
import { detailsText as text } from "@/lib/view/text/results";

type DetailsProps = { judgement: Judgement; spec: RunSpec };

/** All findings beyond the slide, for the discussion. */
export function ResultDetails(props: DetailsProps) {
  const { production } = props.judgement.recommendation;
  return (
    <div className={DETAILS}>
      <ProsAndCons {...props}>
        {production === null ? null : (
          <p className="leading-snug">
            <StatementView statement={production.statement} />
          </p>
        )}
      </ProsAndCons>
      <Patterns {...props} />
      <Bottlenecks {...props} />
      <Forecasts {...props} />
      <Caveats {...props} />
      <GrowthDetails {...props} />
      <Needs {...props} />
      <Costs {...props} />
    </div>
  );
}

export const DETAILS = "grid gap-x-[2.5rem] gap-y-[2rem] lg:grid-cols-2 print:grid-cols-2 print:gap-x-6 print:gap-y-4";

export function ProsAndCons({ judgement: { recommendation }, children }: DetailsProps & { children?: ReactNode }) {
  if (recommendation.reasons.length === 0) return null;
  return (
    <Part title={text.prosAndCons}>
      <Statements statements={recommendation.reasons} />
      {children}
    </Part>
  );
}

export function Patterns({ judgement: { patterns } }: DetailsProps) {
  if (patterns.length === 0) return null;
  return (
    <Part title={text.patterns}>
      <PatternList patterns={patterns} />
    </Part>
  );
}

export function Bottlenecks({ judgement: { bottlenecks } }: DetailsProps) {
  if (bottlenecks.length === 0) return null;
  return (
    <Part title={text.bottlenecks}>
      <Statements statements={bottlenecks} />
    </Part>
  );
}

export function Forecasts({ judgement: { projections } }: DetailsProps) {
  if (projections.length === 0) return null;
  return (
    <Part title={text.projections}>
      <Statements statements={projections.map(({ statement }) => statement)} />
    </Part>
  );
}

export function Caveats({ judgement: { growth, comparison } }: DetailsProps) {
  const caveats = [...growth.warnings, ...(growth.advice === null ? [] : [growth.advice])];
  if (caveats.length === 0) return null;
  return (
    <Part title={comparison === undefined ? text.caveats : text.caveatsOfVariants} id="caveats">
      <Statements statements={caveats} />
    </Part>
  );
}

export function GrowthDetails({ judgement: { growth }, spec }: DetailsProps) {
  const { warmUps, outliers, fits } = growth;
  if (warmUps.length + outliers.length + fits.length === 0 && describeFindings(growth, spec).length === 0) return null;
  return (
    <Part title={text.growth}>
      <FitTable growth={growth} spec={spec} />
    </Part>
  );
}

export function Needs({ judgement, spec }: DetailsProps) {
  if (judgement.resources.length === 0) return null;
  return (
    <Part title={text.needs}>
      <ScrollArea label={text.needsRegion}>
        <DataTable data={toNeedsTable(judgement, (id) => labelScenario(spec, id))} />
      </ScrollArea>
    </Part>
  );
}

/** The cost in a sentence and by scenario; `bare`: below a title of its own. */
export function Costs({ judgement, spec, bare = false }: DetailsProps & { bare?: boolean }) {
  const { statement } = judgement.cost;
  if (statement.text === "") return null;
  return (
    <Part title={bare ? null : text.cost}>
      <p className="leading-snug">
        <StatementView statement={statement} />
      </p>
      <ScrollArea label={text.costRegion}>
        <DataTable data={toCostTable(judgement, (id) => labelScenario(spec, id))} />
      </ScrollArea>
    </Part>
  );
}

function Part({ title, id, children }: { title: string | null; id?: string; children: ReactNode }) {
  return (
    <div id={id} className="flex min-w-0 break-inside-avoid flex-col gap-3">
      {title === null ? null : <h3 className="text-[1.1em] font-semibold">{title}</h3>}
      {children}
    </div>
  );
}

function Statements({ statements }: { statements: readonly Statement[] }) {
  return (
    <ul className="flex flex-col gap-2.5">
      {statements.map((statement) => (
        <li key={statement.text} className="flex gap-[0.55em] leading-snug">
          <ToneIcon tone={statement.tone} />
          <StatementView statement={statement} className="min-w-0" />
        </li>
      ))}
    </ul>
  );
}

/** Each pattern with the number of rows that show it. */
export function PatternList({ patterns }: { patterns: readonly Pattern[] }) {
  return (
    <ul className="flex flex-col gap-2.5">
      {patterns.map((pattern) => (
        <li key={pattern.id + pattern.statement.text} className="flex gap-[0.55em] leading-snug">
          <ToneIcon tone={pattern.kind === "success" ? "good" : "bad"} />
          <StatementView statement={pattern.statement} className="min-w-0 flex-1" />
          <span className="shrink-0 text-muted tabular-nums">{text.patternCount(pattern.support, pattern.of)}</span>
        </li>
      ))}
    </ul>
  );
}
