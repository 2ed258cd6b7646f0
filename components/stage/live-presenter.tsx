"use client";
import { useRunStream } from "@/lib/client/run-stream";
import { PresenterConsole, type PresenterConsoleProps } from "./presenter-console";

export function LivePresenter(props: Omit<PresenterConsoleProps, "stream">) {
  const stream = useRunStream({ as: "presenter", runId: props.runId });
  return <PresenterConsole {...props} stream={stream} />;
}
