"use client";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useRunStream } from "@/lib/client/stream/run-stream";
import { LiveQuery } from "../parts/live-query";
import { PresenterConsole, type PresenterConsoleProps } from "./presenter-console";

type LivePresenterProps = Omit<PresenterConsoleProps, "stream">;

export function LivePresenter(props: LivePresenterProps) {
  return (
    <LiveQuery>
      <Driving {...props} />
    </LiveQuery>
  );
}

function Driving(props: LivePresenterProps) {
  const router = useRouter();
  // the page renders code and QR code, and another tab may have renewed them
  const onStageChanged = useCallback(() => router.refresh(), [router]);
  const stream = useRunStream({ as: "presenter", runId: props.runId }, { onStageChanged });
  return <PresenterConsole {...props} stream={stream} />;
}
