"use client";
import { clsx } from "clsx";
import { ChevronDown, Hourglass, MessageCircleQuestion, TriangleAlert, Zap } from "lucide-react";
import { useState } from "react";
import type { Attention, AttentionAction } from "@/lib/view/console/attention";
import { Button } from "../ui/button";
import { ShapeMark } from "../parts/shape-mark";
import { consoleText } from "@/lib/view/text/console";

const ICONS = { retry: MessageCircleQuestion, failed: TriangleAlert, fault: Zap, stalled: Hourglass } as const;

/** More cards would leave no room for the notes: the most urgent stays, the others fold into a count. */
const SHOWN = 2;

type AttentionCardsProps = {
  attentions: readonly Attention[];
  /** this console may not act */
  isOff: boolean;
  /** whether the click of an action is pending */
  isSent: (action: AttentionAction) => boolean;
  onAction: (action: AttentionAction) => void;
};

/** What needs the presenter's attention, one line each; highlighted only where a scenario waits for the presenter. */
export function AttentionCards({ attentions, isOff, isSent, onAction }: AttentionCardsProps) {
  const [all, setAll] = useState(false);
  if (attentions.length === 0) return null;
  const folds = attentions.length > SHOWN;
  const shown = folds && !all ? attentions.slice(0, SHOWN - 1) : attentions;
  return (
    // the buttons of a folded card must not be cut off, so the notes shrink
    <div className={clsx("flex min-h-11 flex-col gap-2", all ? "lg:overflow-y-auto" : "shrink-0")}>
      <ul aria-label={consoleText.needsYou} className="flex flex-col gap-2">
        {shown.map((attention) => (
          <Card key={attention.key} attention={attention} isOff={isOff} isSent={isSent} onAction={onAction} />
        ))}
      </ul>
      {folds ? (
        <Button
          tone="ghost"
          size="small"
          className="sticky bottom-0 shrink-0 justify-start rounded-none bg-panel"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          <ChevronDown aria-hidden className={clsx("size-4", all && "rotate-180")} />
          {all ? consoleText.showFewer : consoleText.showMore(attentions.length - shown.length)}
        </Button>
      ) : null}
    </div>
  );
}

function Card({
  attention,
  isOff,
  isSent,
  onAction,
}: Omit<AttentionCardsProps, "attentions"> & { attention: Attention }) {
  const { kind, index, label, title, text, hint, actions } = attention;
  const [open, setOpen] = useState(false);
  const isHighlighted = kind === "retry";
  const Icon = ICONS[kind];
  return (
    <li
      data-attention={kind}
      className={clsx(
        "flex flex-wrap items-center justify-end gap-x-2 gap-y-1 rounded-xl border py-1 pr-1.5 pl-2.5 text-sm leading-snug xl:text-[15px]",
        isHighlighted && "border-accent bg-accent text-on-accent",
        kind === "failed" && "border-bad bg-bad-ground",
        (kind === "fault" || kind === "stalled") && "border-hold-line bg-hold-ground",
      )}
    >
      <button
        type="button"
        aria-expanded={open}
        className={clsx(
          "flex min-h-9 flex-1 items-center gap-2 text-left font-medium",
          actions.length > 1 && "basis-full",
        )}
        onClick={() => setOpen(!open)}
      >
        <Icon
          aria-hidden
          className={clsx(
            "size-4.5 shrink-0",
            kind === "failed" && "text-bad",
            !isHighlighted && kind !== "failed" && "text-hold",
          )}
        />
        <span>
          {isHighlighted ? null : <ShapeMark index={index} className="mr-[0.35em] inline size-[0.72em]" />}
          {label} {title}
        </span>
      </button>
      {actions.map((action) => (
        <Button
          key={action.label}
          size="small"
          aria-label={`${action.label} ${label}`}
          disabled={isOff || isSent(action)}
          className={clsx(
            "shrink-0 px-2.5",
            isHighlighted && "border-current! bg-transparent! text-on-accent! hover:opacity-80",
          )}
          onClick={() => onAction(action)}
        >
          {isSent(action) ? consoleText.sent : action.label}
        </Button>
      ))}
      {open ? (
        <p className={clsx("basis-full pb-1.5 text-sm break-words", isHighlighted ? "" : "text-muted")}>
          {text} {hint}
        </p>
      ) : null}
    </li>
  );
}
