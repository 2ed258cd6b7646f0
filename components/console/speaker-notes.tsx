"use client";
import { AArrowDown, AArrowUp } from "lucide-react";
import { useSetting } from "@/lib/client/hooks/use-setting";
import { Button } from "../ui/button";
import { ScrollArea } from "../ui/scroll-area";

const SIZES = [16, 19, 22, 26, 31] as const;

/** The presenter's own words beside the next step; never leaves the console. */
export function SpeakerNotes({ text }: { text: string | null }) {
  const [stored, store] = useSetting("notes-size", "2");
  const size = Math.max(0, Math.min(SIZES.length - 1, Number(stored) || 0));
  return (
    <section aria-label="Notes" className="flex min-h-18 flex-1 flex-col gap-1">
      <div className="flex items-center justify-between">
        <h2 className="text-base font-normal tracking-normal text-muted">Say while you wait</h2>
        <span className="flex">
          <Button
            tone="ghost"
            size="icon"
            aria-label="Smaller notes"
            disabled={size === 0}
            onClick={() => store(String(size - 1))}
          >
            <AArrowDown aria-hidden className="size-4.5" />
          </Button>
          <Button
            tone="ghost"
            size="icon"
            aria-label="Larger notes"
            disabled={size === SIZES.length - 1}
            onClick={() => store(String(size + 1))}
          >
            <AArrowUp aria-hidden className="size-4.5" />
          </Button>
        </span>
      </div>
      <ScrollArea
        label="What to say"
        className="min-h-0 leading-snug whitespace-pre-line"
        style={{ fontSize: SIZES[size] }}
      >
        {text ?? <span className="text-muted">No notes for this stretch.</span>}
      </ScrollArea>
    </section>
  );
}
