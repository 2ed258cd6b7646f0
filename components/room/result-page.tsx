import type { CSSProperties, ReactNode } from "react";
import type { Statement } from "@/lib/core/run/judgement";
import type { RunResults } from "@/lib/core/run/results";
import type { RunState } from "@/lib/core/run/state";
import { keepUnits } from "@/lib/view/format/format";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import {
  selectGrowthTable,
  selectPoints,
  selectQualityRows,
  selectQualityStatement,
  type PagePoint,
  type ResultPageName,
} from "@/lib/view/room/result-pages";
import { resultPictureText as text } from "@/lib/view/text/results";
import { ShapeMark } from "../parts/shape-mark";
import { ToneIcon } from "../parts/tone-icon";
import { ResultRows } from "./result-rows";
import { ResultTable } from "./result-table";

type PageProps = { name: Exclude<ResultPageName, "picture">; state: RunState; results: RunResults };

/** A page behind the picture: what the judgement says of one theme, on one canvas. */
export function ResultPage({ name, state, results }: PageProps) {
  const { judgement } = results;
  const { spec } = state;
  switch (name) {
    case "growth":
      return (
        <Page name={name} statement={judgement.growth.statement}>
          <ResultTable table={selectGrowthTable(results, spec)} spec={spec} />
        </Page>
      );
    case "quality":
      return (
        <Page name={name} statement={selectQualityStatement(judgement)}>
          <ResultRows rows={selectQualityRows(results, spec)} />
        </Page>
      );
    case "advice":
      return (
        <Page name={name} statement={judgement.recommendation.statement}>
          <ul className="room-result-points">
            {selectPoints(judgement, spec).map((point) => (
              <Point key={`${point.variant?.label} ${point.text}`} point={point} />
            ))}
          </ul>
        </Page>
      );
  }
}

function Point({ point: { text: said, tone, note, variant } }: { point: PagePoint }) {
  if (variant === null)
    return (
      <li>
        <ToneIcon tone={tone} />
        <span>{keepUnits(said)}</span>
        <small>{note}</small>
      </li>
    );
  const { index, label, isChosen } = variant;
  return (
    <li data-chosen={isChosen} style={{ "--lane": scenarioLook(index).color } as CSSProperties}>
      <ShapeMark index={index} />
      <span>
        <b>{label}</b>
        {keepUnits(said)}
      </span>
      <small>{note}</small>
    </li>
  );
}

const LONG = 110;
const VERY_LONG = 190;

type SheetProps = { name: PageProps["name"]; statement: Statement | null; children: ReactNode };

function Page({ name, statement, children }: SheetProps) {
  const said = statement?.text ?? "";
  return (
    <section className="room-result-page" aria-label={text.pages.names[name]}>
      <h2>{text.pages.names[name]}</h2>
      <p data-length={said.length > VERY_LONG ? "2" : said.length > LONG ? "1" : undefined}>{keepUnits(said)}</p>
      {children}
    </section>
  );
}
