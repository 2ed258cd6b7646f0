"use client";
import type { StageAct } from "@/lib/core/stage/direct";
import type { RunSpec } from "@/lib/core/run/spec";
import type { DirectReply } from "@/lib/realtime/protocol/protocol";
import { WhatIfField } from "../stage/what-if-field";

export type QuestionProps = {
  spec: RunSpec;
  asked: number | null;
  onAsk: (items: number | null) => void;
  className?: string;
};

const HERE: DirectReply = { ok: true, changed: true };

/** "What about … mails?" on this page; `direct`: and in the room. */
export function PageQuestion({
  spec,
  asked,
  onAsk,
  direct = () => Promise.resolve(HERE),
  className = "",
}: QuestionProps & { direct?: (act: StageAct) => Promise<DirectReply> }) {
  const largest = Math.max(...spec.scenarios.map(({ items }) => items));
  const ask = (act: StageAct) => {
    if (act.type === "what-if") onAsk(act.items);
    return direct(act);
  };
  return <WhatIfField unit={spec.unit} asked={asked} example={largest * 10} direct={ask} className={className} />;
}
