"use client";
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
  const stream = useRunStream({ as: "presenter", runId: props.runId });
  return <PresenterConsole {...props} stream={stream} />;
}
