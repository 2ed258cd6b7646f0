"use client";
import { AArrowDown, AArrowUp } from "lucide-react";
import { useSetting } from "@/lib/client/hooks/use-setting";
import { Button } from "../ui/button";
import { ScrollArea } from "../ui/scroll-area";
import { notesText } from "@/lib/view/text/console";

const SIZES = [16, 19, 22, 26, 31] as const;

/** The presenter's notes beside the next step; they never leave the console. */
export function SpeakerNotes({ text }: { text: string | null }) {
  const [stored, store] = useSetting("notes-size", "2");
  const size = Math.max(0, Math.min(SIZES.length - 1, Number(stored) || 0));
  return (
    <section aria-label={notesText.region} className="flex min-h-18 flex-1 flex-col gap-1">
      <div className="flex items-center justify-between">
        <h2 className="text-base font-normal tracking-normal text-muted">{notesText.heading}</h2>
        <span className="flex">
          <Button
            tone="ghost"
            size="icon"
            aria-label={notesText.smaller}
            disabled={size === 0}
            onClick={() => store(String(size - 1))}
          >
            <AArrowDown aria-hidden className="size-4.5" />
          </Button>
          <Button
            tone="ghost"
            size="icon"
            aria-label={notesText.larger}
            disabled={size === SIZES.length - 1}
            onClick={() => store(String(size + 1))}
          >
            <AArrowUp aria-hidden className="size-4.5" />
          </Button>
        </span>
      </div>
      <ScrollArea
        label={notesText.label}
        className="min-h-0 leading-snug whitespace-pre-line"
        style={{ fontSize: SIZES[size] }}
      >
        {text ?? <span className="text-muted">{notesText.none}</span>}
      </ScrollArea>
    </section>
  );
}
