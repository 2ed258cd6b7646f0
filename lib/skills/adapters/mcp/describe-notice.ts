import type { LoggingLevel, Progress } from "@modelcontextprotocol/sdk/types.js";
import type { Call } from "../invoker.ts";

/** "indexing (3 of 5)", or as much of it as the server reported. */
export function describeProgress({ progress, total, message }: Progress): string {
  const count = total === undefined ? `step ${progress}` : `${progress} of ${total}`;
  return message === undefined || message === "" ? count : `${message} (${count})`;
}

export function toLogLevel(level: LoggingLevel): Parameters<Call["log"]>[0] {
  if (level === "debug" || level === "info" || level === "notice") return "info";
  return level === "warning" ? "warn" : "error";
}
