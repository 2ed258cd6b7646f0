"use client";
import { useRouter } from "next/navigation";
import { useCallback, useState } from "react";
import { useRunStream } from "@/lib/client/stream/run-stream";
import { readConsoleName } from "@/lib/client/stage/console-name";
import type { CommandReply, CommandRequest } from "@/lib/realtime/protocol/protocol";
import { LiveQuery } from "../parts/live-query";
import { PresenterConsole, type PresenterConsoleProps } from "./presenter-console";

type LivePresenterProps = Omit<PresenterConsoleProps, "stream" | "sendOverHttp"> & {
  /** the server action for clicks that the socket could not deliver */
  sendOverHttp: (request: CommandRequest, consoleId: string) => Promise<CommandReply>;
};

export function LivePresenter(props: LivePresenterProps) {
  return (
    <LiveQuery>
      <Driving {...props} />
    </LiveQuery>
  );
}

function Driving({ sendOverHttp, ...props }: LivePresenterProps) {
  const router = useRouter();
  // null while the server renders the page
  const [console] = useState(() => (typeof window === "undefined" ? null : readConsoleName()));
  // the page renders code and QR code, and another tab may have renewed them
  const onStageChanged = useCallback(() => router.refresh(), [router]);
  const stream = useRunStream({ as: "presenter", runId: props.runId, console }, { onStageChanged });
  const fallback = useCallback(
    (request: CommandRequest) => sendOverHttp(request, console?.id ?? ""),
    [sendOverHttp, console],
  );
  return <PresenterConsole {...props} sendOverHttp={fallback} stream={stream} />;
}
