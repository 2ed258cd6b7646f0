"use client";

/** A moment in the reader's own zone; the server, which does not know it, says it in its own. */
export function LocalTime({ iso }: { iso: string }) {
  const date = new Date(iso);
  const text = date.toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {text}
    </time>
  );
}
