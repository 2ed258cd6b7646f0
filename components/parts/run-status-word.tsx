import type { RunStatus } from "@/lib/core/run/statuses";
import { StandingWord } from "./standing-word";
import type { StandingTone } from "@/lib/view/console/standing";

const TONES: { readonly [status in RunStatus]: StandingTone } = {
  queued: "quiet",
  preparing: "quiet",
  running: "run",
  holding: "hold",
  paused: "halt",
  complete: "good",
  partial: "hold",
  failed: "bad",
  cancelled: "quiet",
};

export function RunStatusWord({ status }: { status: RunStatus }) {
  return <StandingWord tone={TONES[status]} word={status} />;
}
