"use client";

/** A moment in the viewer's time zone; the server renders it in its own zone first. */
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
