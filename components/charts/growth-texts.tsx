"use client";
import { spreadLabels } from "@/lib/view/charts/label-layout";
import { listEndTexts, SMALL, type EndText } from "@/lib/view/growth/end-texts";
import type { GrowthFrame } from "@/lib/view/growth/frame";
import type { GrowthLabels } from "@/lib/view/growth/labels";
import type { GrowthModel } from "@/lib/view/growth/model";
import { growthText } from "@/lib/view/text/charts";
import { ChartText } from "./chart-text";

/** What the growth means, as a colour; its words say it too. */
export const TONE_COLORS = {
  good: "var(--good)",
  bad: "var(--bad)",
  neutral: "var(--text)",
  unsure: "var(--hold)",
} as const;

const LINE_EM = 1.2;

/** The name of each line at its right end. */
export function EndTexts({ model, frame }: { model: GrowthModel; frame: GrowthFrame }) {
  const { fontPx, plot } = frame;
  const texts = listEndTexts(model);
  const centers = spreadLabels(
    texts.map(({ end, note }) => ({ center: frame.y(end.ms), height: fontPx * (note === "" ? 1 : 1.85) * LINE_EM })),
    plot.y - fontPx * 0.6,
    // the axis ends with its unit
    plot.y + plot.height - fontPx,
  );
  return texts.map((text, i) => (
    <EndName
      key={text.text}
      text={text}
      x={frame.x(text.end.items) + fontPx * 1.2}
      y={centers[i] ?? 0}
      color={text.isMain ? TONE_COLORS[model.tone] : "var(--muted)"}
      fontPx={fontPx}
    />
  ));
}

type EndNameProps = { text: EndText; x: number; y: number; color: string; fontPx: number };

function EndName({ text: { text, power, note, isMain }, x, y, color, fontPx }: EndNameProps) {
  const first = { text, x, y: y + fontPx * (note === "" ? 0.36 : -0.12), anchor: "start" } as const;
  return (
    <>
      <ChartText place={first} color={color} fontPx={fontPx} weight={isMain ? 600 : 400}>
        {text}
        <Power power={power} fontPx={fontPx} />
      </ChartText>
      {note === "" ? null : (
        <ChartText
          place={{ text: note, x, y: y + fontPx * 0.9, anchor: "start" }}
          color="var(--muted)"
          fontPx={fontPx * SMALL}
        />
      )}
    </>
  );
}

function Power({ power, fontPx }: { power: string | null; fontPx: number }) {
  if (power === null) return null;
  return (
    <tspan dy="-0.45em" style={{ fontSize: fontPx * SMALL }}>
      {power}
    </tspan>
  );
}

/** What the sizes count, to the right of their axis. */
export function AxisUnit({ unit, frame: { plot, fontPx } }: { unit: string; frame: GrowthFrame }) {
  const place = { x: plot.x + plot.width + fontPx * 0.5, y: plot.y + plot.height + fontPx * 0.36 } as const;
  return <ChartText place={{ ...place, text: unit, anchor: "start" }} color="var(--muted)" fontPx={fontPx} />;
}

/** The growth exponent between two neighbouring sizes. */
export function Exponents({ model, labels, fontPx }: { model: GrowthModel; labels: GrowthLabels; fontPx: number }) {
  return model.steps.map(({ from, to, exponent }, i) => {
    const label = labels.exponents[i];
    if (!label) return null;
    return (
      <ChartText key={`${from.items} ${to.items}`} place={label} color="var(--muted)" fontPx={fontPx}>
        {growthText.variable}
        <Power power={exponent.toFixed(2)} fontPx={fontPx} />
      </ChartText>
    );
  });
}
