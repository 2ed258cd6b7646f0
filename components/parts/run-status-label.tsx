import type { RunStatus } from "@/lib/core/run/statuses";
import { StatusLabel } from "./status-label";
import type { StatusTone } from "@/lib/view/console/scenario-summary";
import { runText } from "@/lib/view/text/run";

const TONES: { readonly [status in RunStatus]: StatusTone } = {
  queued: "quiet",
  preparing: "quiet",
  running: "run",
  holding: "hold",
  paused: "pause",
  complete: "good",
  partial: "hold",
  failed: "bad",
  cancelled: "cancelled",
};

export function RunStatusLabel({ status }: { status: RunStatus }) {
  return <StatusLabel tone={TONES[status]} text={runText.statuses[status]} />;
}
