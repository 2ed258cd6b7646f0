"use client";
import type { CSSProperties } from "react";
import type { Headline } from "@/lib/core/words/headline";
import { keepUnits } from "@/lib/view/format/format";
import { BOLD_EM, fitFont, PLAIN_EM } from "@/lib/view/room/place-words";
import { columnsOf, useCanvas, type CanvasShape } from "./canvas";

/** Sizes in units; a phone upright has two lines for each. */
const SIZES: { readonly [shape in CanvasShape]: { title: number; detail: number; lines: number } } = {
  wide: { title: 6.6, detail: 3.7, lines: 1 },
  square: { title: 6.6, detail: 3.7, lines: 1 },
  flat: { title: 6.8, detail: 4.2, lines: 1 },
  upright: { title: 7.4, detail: 4.2, lines: 2 },
};

/** What is happening, in two lines that never change their height: a long text is a step smaller. */
export function RoomSentence({ headline: { tone, title, detail } }: { headline: Headline }) {
  const canvas = useCanvas();
  const { lines, ...sizes } = SIZES[canvas.shape];
  const units = canvas.width / canvas.unit - 2 * columnsOf(canvas).pad;
  const size = (text: string, font: number, letterEm: number) =>
    ({ "--size": fitFont(text, { font, letterEm, units, lines }) }) as CSSProperties;
  return (
    <p className="room-sentence" data-tone={tone}>
      <strong style={size(title, sizes.title, BOLD_EM)}>{keepUnits(title)}</strong>
      <span style={size(detail, sizes.detail, PLAIN_EM)}>{keepUnits(detail)}</span>
    </p>
  );
}
