import type { RunStatus } from "../../core/run/statuses.ts";

export const RUN_STATUSES = [
  "queued",
  "preparing",
  "running",
  "holding",
  "paused",
  "complete",
  "partial",
  "failed",
  "cancelled",
] as const satisfies readonly RunStatus[];

const OVER: ReadonlySet<RunStatus> = new Set(["complete", "partial", "failed", "cancelled"]);

export function isRunOver(status: RunStatus): boolean {
  return OVER.has(status);
}
