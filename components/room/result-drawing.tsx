"use client";
import { clsx } from "clsx";
import { Fragment, type CSSProperties } from "react";
import { scenarioLook } from "@/lib/view/format/scenario-look";
import type { GrowthPlace } from "@/lib/view/growth/model";
import type { ResultChart } from "@/lib/view/room/result-chart";
import type { PlacedMark, ResultFrame, ResultLayout } from "@/lib/view/room/result-layout";
import { ChartMark } from "../parts/shape-mark";

type DrawingProps = { chart: ResultChart; layout: ResultLayout; frame: ResultFrame; lit: string | null };

const RING = 5;

export function ResultDrawing({ chart, layout, frame, lit }: DrawingProps) {
  const { width, height, font } = frame;
  return (
    <svg
      className="room-growth"
      viewBox={`0 0 ${width} ${height}`}
      data-tone={chart.tone}
      data-line={chart.line}
      style={{ fontSize: font }}
      aria-hidden="true"
    >
      <Axes chart={chart} layout={layout} font={font} />
      <Lines chart={chart} layout={layout} font={font} />
      {layout.excluded.map((mark) => (
        <Excluded key={mark.id} mark={mark} font={font} isDimmed={lit !== null && lit !== mark.id} />
      ))}
      {layout.points.map((mark, i) => (
        <Point
          key={mark.id}
          mark={mark}
          font={font}
          delay={i / Math.max(1, layout.points.length - 1)}
          isDimmed={lit !== null && lit !== mark.id}
        />
      ))}
      <Asked layout={layout} font={font} />
    </svg>
  );
}

type PartProps = { chart: ResultChart; layout: ResultLayout; font: number };

function Axes({ chart, layout, font }: PartProps) {
  const { plot, xTicks, yTicks, unit } = layout;
  const [right, bottom] = [plot.x + plot.width, plot.y + plot.height];
  return (
    <g className="growth-axes">
      {xTicks.map(({ x, text: tick }) => (
        <Fragment key={tick}>
          <path d={`M${x} ${plot.y}V${bottom}`} />
          <text x={x} y={bottom + font * 1.6} textAnchor="middle">
            {tick}
          </text>
        </Fragment>
      ))}
      {yTicks.map(({ y, text: tick }) => (
        <Fragment key={tick}>
          <path d={`M${plot.x} ${y}H${right}`} />
          <text x={plot.x - font * 0.5} y={y + font * 0.36} textAnchor="end">
            {tick}
          </text>
        </Fragment>
      ))}
      <text x={unit.x} y={unit.y} textAnchor={unit.anchor}>
        {chart.unit}
      </text>
    </g>
  );
}

function Lines({ chart, layout, font }: PartProps) {
  const { toX, toY, comparison } = layout;
  const path = (places: readonly GrowthPlace[]) => toPath(places, layout);
  const band = [
    ...chart.forecastBand.map(({ items, highMs }) => ({ items, ms: highMs })),
    ...chart.forecastBand.toReversed().map(({ items, lowMs }) => ({ items, ms: lowMs })),
  ];
  return (
    <g>
      {chart.comparison === null ? null : (
        <g className="growth-comparison">
          <path d={path(chart.comparison.places)} />
          {comparison === null ? null : (
            <text x={comparison.x} y={comparison.y} textAnchor={comparison.anchor}>
              {chart.comparison.label}
            </text>
          )}
        </g>
      )}
      {band.length === 0 ? null : <path className="growth-band" d={`${path(band)}Z`} />}
      {chart.forecast.length === 0 ? null : <path className="growth-ahead" d={path(chart.forecast)} />}
      <path className="growth-curve" pathLength={1} d={path(chart.measuredCurve)} />
      {chart.excluded.map(({ items, ms, expectedMs, id }) =>
        ms === null || expectedMs === null ? null : (
          <path
            key={id}
            className="growth-expected"
            d={`M${toX(items)} ${toY(expectedMs)}V${toY(ms)}M${toX(items) - font * 0.5} ${toY(expectedMs)}h${font}`}
          />
        ),
      )}
    </g>
  );
}

function toPath(places: readonly GrowthPlace[], { toX, toY }: ResultLayout): string {
  return places
    .map(({ items, ms }, i) => `${i === 0 ? "M" : "L"}${toX(items).toFixed(2)} ${toY(ms).toFixed(2)}`)
    .join("");
}

type MarkProps = { mark: PlacedMark; font: number; isDimmed: boolean };

function Point({ mark, font, delay, isDimmed }: MarkProps & { delay: number }) {
  const { index, x, y, isHollow } = mark;
  const { color } = scenarioLook(index);
  return (
    <g
      className={clsx("growth-point", isDimmed && "room-dimmed")}
      style={{ "--at": delay.toFixed(2) } as CSSProperties}
    >
      <circle cx={x} cy={y} r={font * 0.85} style={{ fill: color, opacity: 0.2 }} />
      <ChartMark index={index} x={x} y={y} size={font * 1.1} hollow={isHollow} />
      <Name mark={mark} ink={scenarioLook(index).ink} />
    </g>
  );
}

function Excluded({ mark, font, isDimmed }: MarkProps) {
  return (
    <g className={clsx("growth-excluded", isDimmed && "room-dimmed")}>
      <ChartMark index={mark.index} x={mark.x} y={mark.y} size={font * 1.1} hollow />
      <Name mark={mark} ink="var(--muted)" />
    </g>
  );
}

function Name({ mark: { place, label }, ink }: { mark: PlacedMark; ink: string }) {
  if (place === null) return null;
  return (
    <text className="growth-name" x={place.x} y={place.y} textAnchor={place.anchor} style={{ fill: ink }}>
      {label}
    </text>
  );
}

/** The size that the room asks about: a ring on the curve, and its answer. */
function Asked({ layout: { ring, pill }, font }: { layout: ResultLayout; font: number }) {
  if (pill === null) return null;
  return (
    <g className="growth-asked" role="img" aria-label={pill.lines.join(" ")}>
      {ring === null ? null : ring.y === null ? (
        <path d={`M${ring.x} ${ring.top}V${ring.bottom}`} style={{ strokeWidth: RING }} />
      ) : (
        <circle cx={ring.x} cy={ring.y} r={font * 0.5} style={{ strokeWidth: RING }} />
      )}
      <rect x={pill.x} y={pill.y} width={pill.width} height={pill.height} rx={font} />
      {pill.lines.map((line, i) => (
        <text
          key={line}
          x={pill.x + pill.width / 2}
          y={pill.y + font * (1.36 + 1.2 * i)}
          textAnchor="middle"
          data-refused={pill.isRefused || undefined}
        >
          {line}
        </text>
      ))}
    </g>
  );
}
