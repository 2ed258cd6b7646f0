"use client";
import { useCallback, useEffect, useState } from "react";

const SHOWN_MS = 9_000;

/** One line that says what a key or a click did not do; it has a place of its own, so it covers nothing. */
export function useConsoleLine(): { readonly line: string; readonly say: (text: string) => void } {
  const [said, setSaid] = useState<{ readonly text: string; readonly count: number }>({ text: "", count: 0 });
  useEffect(() => {
    if (said.text === "") return;
    const timer = setTimeout(() => setSaid(({ count }) => ({ text: "", count })), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const say = useCallback((text: string) => setSaid(({ count }) => ({ text, count: count + 1 })), []);
  return { line: said.text, say };
}

export function ConsoleLine({ text }: { text: string }) {
  return (
    <p
      role="status"
      data-testid="console-line"
      className="-my-1 min-h-[2.6em] shrink-0 text-sm leading-[1.3] text-hold"
    >
      {text}
    </p>
  );
}
