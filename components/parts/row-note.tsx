import { clsx } from "clsx";
import { Hourglass, RotateCcw, Zap } from "lucide-react";
import { selectEtaText } from "@/lib/view/timeline/projection";
import { selectRowNote } from "@/lib/view/timeline/row-note";
import type { Shortage } from "@/lib/core/ports/storage";
import type { RunState } from "@/lib/core/run/state";

type RowNoteProps = { state: RunState; scenarioId: string; nowMs: number; shortage: Shortage | undefined };

/** Below a scenario's figures: its problem or recovery, else the remaining time. */
export function RowNote({ state, scenarioId, nowMs, shortage }: RowNoteProps) {
  const note = selectRowNote(state, scenarioId, nowMs);
  if (note === null) return <span className="text-muted">{selectEtaText(state, scenarioId, nowMs, shortage)}</span>;
  const Icon = ICONS[note.kind];
  return (
    <span className={clsx("inline-flex items-center gap-1.5", note.kind === "load" ? "text-muted" : "text-hold")}>
      {Icon === null ? null : <Icon aria-hidden className="size-3.5 shrink-0" />}
      {note.text}
    </span>
  );
}

const ICONS = { retry: RotateCcw, fault: Zap, stall: Hourglass, load: null } as const;
