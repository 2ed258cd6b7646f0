import { clsx } from "clsx";
import type { Connection } from "@/lib/client/stream/connection";
import { SHORTAGE_WORDS } from "@/lib/core/words/describe-shortage";
import { formatTimeOfDay } from "@/lib/view/format/format";
import type { LiveStatus } from "@/lib/realtime/protocol/protocol";
import { liveText } from "@/lib/view/text/live";

type ConnectionWordProps = {
  connection: Connection;
  live: LiveStatus | null;
  running: boolean;
  latencyMs?: number | null;
  className?: string;
};

/** A slower click feels delayed. */
const SLOW_MS = 300;

/** The state of the connection: connected, reconnecting, stale since, offline. */
export function ConnectionLabel({ connection, live, running, latencyMs = null, className }: ConnectionWordProps) {
  const label = describeConnection(connection, running ? live : null, latencyMs);
  const { tone } = label;
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
      {label.text}
    </span>
  );
}

function describeConnection(
  connection: Connection,
  live: LiveStatus | null,
  latencyMs: number | null,
): { text: string; tone: "good" | "wait" | "bad" } {
  const text = liveText.connection;
  switch (connection.kind) {
    case "connecting":
      return { text: text.connecting, tone: "wait" };
    case "reconnecting":
      return { text: text.reconnecting, tone: "wait" };
    case "stale":
      return { text: text.staleSince(formatTimeOfDay(new Date(connection.sinceMs))), tone: "bad" };
    case "offline":
      return {
        text:
          connection.sinceMs === null ? text.offline : text.offlineSince(formatTimeOfDay(new Date(connection.sinceMs))),
        tone: "bad",
      };
    case "waiting":
      return { text: text.waiting, tone: "wait" };
    case "refused":
      return { text: text.refused, tone: "bad" };
    case "live":
      if (live?.shortage !== undefined) return { text: SHORTAGE_WORDS[live.shortage].label, tone: "bad" };
      if (live?.runner === "lost") return { text: text.runnerLost, tone: "wait" };
      return {
        text: latencyMs === null ? text.connected : text.latency(Math.max(1, Math.round(latencyMs))),
        tone: latencyMs !== null && latencyMs > SLOW_MS ? "wait" : "good",
      };
  }
}
