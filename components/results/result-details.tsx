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

/** All findings beyond the slide, for the discussion and for reviewers. */
export function ResultDetails({ judgement, spec }: { judgement: Judgement; spec: RunSpec }) {
  const { recommendation, patterns, bottlenecks, projections, growth, cost, resources } = judgement;
  const nameOf = (id: string) => labelScenario(spec, id);
  const hasGrowthDetails =
    growth.warmUps.length + growth.outliers.length + growth.fits.length > 0 ||
    describeFindings(growth, spec).length > 0;
  const caveats = [...growth.warnings, ...(growth.advice === null ? [] : [growth.advice])];
  return (
    <div className="grid gap-x-[2.5rem] gap-y-[2rem] lg:grid-cols-2">
      {recommendation.reasons.length === 0 ? null : (
        <Part title={text.prosAndCons}>
          <Statements statements={recommendation.reasons} />
          {recommendation.production === null ? null : (
            <p className="leading-snug">
              <StatementView statement={recommendation.production.statement} />
            </p>
          )}
        </Part>
      )}
      {patterns.length === 0 ? null : (
        <Part title={text.patterns}>
          <PatternList patterns={patterns} />
        </Part>
      )}
      {bottlenecks.length === 0 ? null : (
        <Part title={text.bottlenecks}>
          <Statements statements={bottlenecks} />
        </Part>
      )}
      {projections.length === 0 ? null : (
        <Part title={text.projections}>
          <Statements statements={projections.map(({ statement }) => statement)} />
        </Part>
      )}
      {caveats.length === 0 ? null : (
        <Part title={text.caveats} id="caveats">
          <Statements statements={caveats} />
        </Part>
      )}
      {hasGrowthDetails ? (
        <Part title={text.growth}>
          <FitTable growth={growth} spec={spec} />
        </Part>
      ) : null}
      {resources.length === 0 ? null : (
        <Part title={text.needs}>
          <Scrolling label={text.needsRegion}>
            <DataTable data={toNeedsTable(judgement, nameOf)} />
          </Scrolling>
        </Part>
      )}
      {cost.statement.text === "" ? null : (
        <Part title={text.cost}>
          <p className="leading-snug">
            <StatementView statement={cost.statement} />
          </p>
          <Scrolling label={text.costRegion}>
            <DataTable data={toCostTable(judgement, nameOf)} />
          </Scrolling>
        </Part>
      )}
    </div>
  );
}

function Part({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <div id={id} className="flex min-w-0 break-inside-avoid flex-col gap-3">
      <h3 className="text-[1.1em] font-semibold">{title}</h3>
      {children}
    </div>
  );
}

function Scrolling({ label, children }: { label: string; children: ReactNode }) {
  return <ScrollArea label={label}>{children}</ScrollArea>;
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
