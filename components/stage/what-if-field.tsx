"use client";
import { X } from "lucide-react";
import { useEffect, useRef, useState, type FormEvent } from "react";
import type { StageAct } from "@/lib/core/stage/direct";
import type { DirectReply } from "@/lib/realtime/protocol/protocol";
import type { Noun } from "@/lib/core/words/plural";
import { parseSize } from "@/lib/view/format/parse-size";
import { formatCount } from "@/lib/view/format/format";
import { resultPictureText } from "@/lib/view/text/results";
import { Button } from "../ui/button";

type WhatIfFieldProps = {
  unit: Noun;
  /** what the room sees now */
  asked: number | null;
  /** proposed in the empty field */
  example: number;
  /** whether this console may ask */
  disabled?: boolean;
  direct: (act: StageAct) => Promise<DirectReply>;
  className?: string;
};

const { whatIf: text } = resultPictureText;
/** The room does not see half a number. */
const QUIET_MS = 600;

/** "What about … mails?": the room sees the question and its answer as soon as the number is whole. */
export function WhatIfField({ unit, asked, example, disabled = false, direct, className = "" }: WhatIfFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [failure, setFailure] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const shown = typed ?? (asked === null ? "" : formatCount(asked));
  const isInvalid = shown.trim() !== "" && parseSize(shown) === null;

  async function ask(value: string) {
    clearTimeout(timer.current);
    const items = parseSize(value);
    if (items === null && value.trim() !== "") return;
    const reply = await askRoom(direct, items).catch((): null => null);
    setFailure(reply === null ? text.lost : reply.ok ? "" : text.notDriving);
  }

  function type(value: string) {
    setTyped(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void ask(value), QUIET_MS);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void ask(shown);
    // a clicker's black key must not be typed into it
    field.current?.blur();
  }

  function clear() {
    setTyped("");
    void ask("");
  }

  return (
    <form onSubmit={submit} className={`no-print flex flex-wrap items-center gap-x-[0.6em] gap-y-1 ${className}`}>
      <label className="flex items-center gap-[0.5em]">
        <span className="text-muted">{text.whatAbout}</span>
        <input
          ref={field}
          type="text"
          inputMode="text"
          autoComplete="off"
          aria-label={text.field(unit.many)}
          aria-invalid={isInvalid || undefined}
          disabled={disabled}
          value={shown}
          placeholder={formatCount(example)}
          onChange={(event) => type(event.target.value)}
          onBlur={() => parseSize(shown) !== null && setTyped(null)}
          className="min-h-9 w-[8em] rounded-lg border border-line-strong bg-ground px-[0.5em] py-[0.2em] text-right tabular-nums placeholder:text-muted disabled:opacity-60"
        />
        <span className="text-muted">{text.units(unit.many)}</span>
      </label>
      {asked === null ? null : (
        <Button
          tone="ghost"
          size="icon"
          type="button"
          disabled={disabled}
          aria-label={text.clear}
          title={text.clear}
          onClick={clear}
        >
          <X aria-hidden className="size-4" />
        </Button>
      )}
      <span role="status" className="basis-full text-[0.85em] text-hold empty:hidden">
        {isInvalid ? text.invalid : failure}
      </span>
    </form>
  );
}

/** Takes the wheel where nobody holds it: the console that drove may be the page before this one. */
async function askRoom(direct: WhatIfFieldProps["direct"], items: number | null): Promise<DirectReply> {
  const reply = await direct({ type: "what-if", items });
  if (reply.ok || reply.error.code !== "not-driving") return reply;
  const driving = await direct({ type: "drive", confirmed: false });
  return driving.ok ? direct({ type: "what-if", items }) : reply;
}
