"use client";
import { useCallback, useEffect, useState } from "react";
import { readRunTelemetryAction } from "@/app/telemetry-actions";
import type { RunTelemetry } from "@/lib/view/telemetry/select-run-telemetry";
import { answerOr } from "../parts/answer";

const EVERY_MS = 2_000;

/** How far a run has been sent, read again while that changes; `mayRead`: the server answers presenters' pages only. */
export function useRunTelemetry(
  runId: string,
  first: RunTelemetry,
  mayRead: boolean,
): readonly [telemetry: RunTelemetry, readNow: () => Promise<void>] {
  const [known, setKnown] = useState(first);
  const readNow = useCallback(async () => {
    const answer = await answerOr(readRunTelemetryAction(runId), null);
    if (answer !== null) setKnown(answer);
  }, [runId]);
  const isWaiting = mayRead && known.isMoving;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => void readNow(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isWaiting, readNow]);
  return [known, readNow];
}
