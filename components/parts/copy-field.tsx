"use client";
import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { copyField } from "@/lib/client/hooks/copy-text";
import { Button } from "../ui/button";
import { Input } from "../ui/field";
import { copyText } from "@/lib/view/text/desk/share";

/** A text with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<keyof typeof copyText>("idle");
  const copy = async () => {
    if (field.current) setState((await copyField(field.current)) ? "done" : "failed");
  };
  return (
    <div className="flex gap-2">
      <Input
        ref={field}
        readOnly
        aria-label={label}
        value={value}
        className="font-mono text-sm"
        onFocus={(event) => event.target.select()}
      />
      <Button onClick={() => void copy()} className="min-w-28 shrink-0" aria-live="polite">
        {state === "done" ? (
          <Check aria-hidden className="size-4 text-good" />
        ) : (
          <Copy aria-hidden className="size-4" />
        )}
        {copyText[state]}
      </Button>
    </div>
  );
}
