import { WifiOff } from "lucide-react";
import type { Connection } from "@/lib/client/stream/connection";
import { formatTimeOfDay } from "@/lib/view/format/format";
import { connectionBarText } from "@/lib/view/text/stage";

/** Said in full width: what this console shows may be old, and it can change nothing. */
export function ConnectionBar({ connection }: { connection: Connection }) {
  const text = describe(connection);
  if (text === null) return null;
  return (
    <p
      role="alert"
      className="flex min-h-12 items-center gap-3 border-b border-bad bg-bad-ground px-4 py-1.5 text-[15px] font-medium lg:px-6"
    >
      <WifiOff aria-hidden className="size-4.5 shrink-0 text-bad" />
      {text}
    </p>
  );
}

function describe(connection: Connection): string | null {
  const time = (ms: number) => formatTimeOfDay(new Date(ms));
  if (connection.kind === "waiting") return connectionBarText.waiting(connection.message);
  if (connection.kind === "stale") return connectionBarText.stale(time(connection.sinceMs));
  if (connection.kind !== "offline") return null;
  return connection.sinceMs === null
    ? connectionBarText.offline
    : connectionBarText.offlineSince(time(connection.sinceMs));
}
