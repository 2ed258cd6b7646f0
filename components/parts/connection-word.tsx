import { clsx } from "clsx";
import type { Connection } from "@/lib/client/stream/connection";
import { formatTimeOfDay } from "@/lib/view/format/format";
import type { LiveStatus } from "@/lib/realtime/protocol/protocol";

type ConnectionWordProps = {
  connection: Connection;
  runner: LiveStatus["runner"] | null;
  running: boolean;
  latencyMs?: number | null;
  className?: string;
};

/** A click that takes longer is felt. */
const SLOW_MS = 300;

/** The state of the line in words: live, reconnecting, stale since, offline. */
export function ConnectionWord({ connection, runner, running, latencyMs = null, className }: ConnectionWordProps) {
  const { text, tone } = describe(connection, runner, running, latencyMs);
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-[0.5em]",
        tone === "good" ? "text-good" : tone === "bad" ? "text-bad" : "text-hold",
        className,
      )}
      data-connection={connection.kind}
    >
      <span
        aria-hidden="true"
        className={clsx(
          "size-[0.6em] rounded-full",
          tone === "good" ? "bg-good" : tone === "bad" ? "bg-bad" : "border-2 border-hold",
        )}
      />
      {text}
    </span>
  );
}

function describe(
  connection: Connection,
  runner: LiveStatus["runner"] | null,
  running: boolean,
  latencyMs: number | null,
): { text: string; tone: "good" | "wait" | "bad" } {
  switch (connection.kind) {
    case "connecting":
      return { text: "connecting", tone: "wait" };
    case "reconnecting":
      return { text: "reconnecting", tone: "wait" };
    case "stale":
      return { text: `stale since ${formatTimeOfDay(new Date(connection.sinceMs))}`, tone: "bad" };
    case "offline":
      return {
        text:
          connection.sinceMs === null ? "offline" : `offline since ${formatTimeOfDay(new Date(connection.sinceMs))}`,
        tone: "bad",
      };
    case "refused":
      return { text: "not connected", tone: "bad" };
    case "live":
      if (running && runner === "lost") return { text: "runner is being replaced", tone: "wait" };
      return {
        text: latencyMs === null ? "connected" : `connected, ${Math.max(1, Math.round(latencyMs))} ms`,
        tone: latencyMs !== null && latencyMs > SLOW_MS ? "wait" : "good",
      };
  }
}
