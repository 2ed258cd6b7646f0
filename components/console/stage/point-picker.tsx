"use client";
import type { MouseEvent, ReactNode } from "react";
import type { QualityModel } from "@/lib/view/charts/quality";
import { findNearestPoint } from "@/lib/view/console/nearest-point";
import type { LitPlace } from "./caption-dialog";

type PointPickerProps = {
  model: () => QualityModel;
  /** null: this console may not light a point in the room */ onPick: ((place: LitPlace) => void) | null;
  children: ReactNode;
};

/** A click in the quality chart picks its nearest point; the caption dialog offers points to the keyboard. */
export function PointPicker({ model, onPick, children }: PointPickerProps) {
  const pick = (event: MouseEvent<HTMLElement>) => {
    if (onPick === null || !(event.target instanceof Element)) return;
    const grid = event.target.closest(".recharts-wrapper")?.querySelector(".recharts-cartesian-grid");
    const box = grid?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    const at = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    const place = findNearestPoint(model(), at);
    if (place !== null) onPick(place);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the dialog does the same by keyboard
    <div onClick={pick} className="contents">
      {children}
    </div>
  );
}
