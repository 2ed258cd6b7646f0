import { clsx } from "clsx";
import { Hourglass, MessageCircleQuestion, TriangleAlert, Zap } from "lucide-react";
import type { Attention, AttentionAct } from "@/lib/client/select-attention";
import { Button } from "../ui/button";
import { ShapeMark } from "./shape-mark";

const ICONS = { word: MessageCircleQuestion, failed: TriangleAlert, fault: Zap, stalled: Hourglass } as const;

type AttentionCardsProps = {
  attentions: readonly Attention[];
  /** acts whose click is on its way */
  isSent: (act: AttentionAct) => boolean;
  onAct: (act: AttentionAct) => void;
};

/** What wants the presenter's eye beside the next step; loud only where a scenario waits for a word. */
export function AttentionCards({ attentions, isSent, onAct }: AttentionCardsProps) {
  if (attentions.length === 0) return null;
  return (
    <ul aria-label="What needs you" className="flex flex-col gap-2.5">
      {attentions.map((attention) => (
        <Card key={attention.key} attention={attention} isSent={isSent} onAct={onAct} />
      ))}
    </ul>
  );
}

function Card({ attention, isSent, onAct }: Omit<AttentionCardsProps, "attentions"> & { attention: Attention }) {
  const { kind, index, label, title, text, hint, acts } = attention;
  const loud = kind === "word";
  const Icon = ICONS[kind];
  const muted = loud ? "" : "text-muted";
  return (
    <li
      data-attention={kind}
      className={clsx(
        "flex flex-col gap-2 rounded-2xl border p-4",
        loud && "border-accent bg-accent text-on-accent",
        kind === "failed" && "border-bad bg-bad-ground",
        (kind === "fault" || kind === "stalled") && "border-hold-line bg-hold-ground",
      )}
    >
      <p className="flex items-start gap-2 leading-snug font-semibold">
        <Icon
          aria-hidden
          className={clsx(
            "mt-0.5 size-4.5 shrink-0",
            kind === "failed" && "text-bad",
            !loud && kind !== "failed" && "text-hold",
          )}
        />
        <span>
          {loud ? null : <ShapeMark index={index} className="mr-[0.35em] inline size-[0.72em]" />}
          {label} {title}
        </span>
      </p>
      {text === "" ? null : (
        <p className={clsx("line-clamp-3 text-sm leading-snug break-words", muted)} title={text}>
          {text}
        </p>
      )}
      {hint === "" ? null : <p className={clsx("text-sm leading-snug", muted)}>{hint}</p>}
      {acts.length === 0 ? null : (
        <p className="flex flex-wrap gap-2">
          {acts.map((act) => (
            <Button
              key={act.label}
              disabled={isSent(act)}
              className={clsx(loud && "border-current! bg-transparent! text-on-accent! hover:opacity-80")}
              onClick={() => onAct(act)}
            >
              {isSent(act) ? "sent…" : act.label}
            </Button>
          ))}
        </p>
      )}
    </li>
  );
}
