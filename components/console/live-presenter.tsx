"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { useRunStream } from "@/lib/client/stream/run-stream";
import { watchConsoleName } from "@/lib/client/stage/console-name";
import type { ConsoleName } from "@/lib/core/stage/programme";
import { liveText } from "@/lib/view/text/live";
import type { CommandReply, CommandRequest } from "@/lib/realtime/protocol/protocol";
import { HeadlineBanner } from "../parts/headline-banner";
import { LiveQuery } from "../parts/live-query";
import { PresenterConsole, type PresenterConsoleProps } from "./presenter-console";

type LivePresenterProps = Omit<PresenterConsoleProps, "stream" | "sendOverHttp" | "consoleId"> & {
  /** the server action for clicks that the socket could not deliver */
  sendOverHttp: (request: CommandRequest, consoleId: string) => Promise<CommandReply>;
};

export function LivePresenter(props: LivePresenterProps) {
  const [name, setName] = useState<ConsoleName | null>(null);
  useEffect(() => watchConsoleName(setName), []);
  if (name === null) return <Opening />;
  return (
    <LiveQuery>
      <Driving {...props} name={name} />
    </LiveQuery>
  );
}

/** For the moment in which other tabs of this browser can say that they hold this tab's id. */
function Opening() {
  const { title, detail } = liveText.headline.connecting;
  return (
    <main className="grid min-h-dvh place-items-center p-8">
      <HeadlineBanner headline={{ tone: "wait", title, detail }} className="px-6 py-5 text-2xl" />
    </main>
  );
}

function Driving({ sendOverHttp, name, ...props }: LivePresenterProps & { name: ConsoleName }) {
  const router = useRouter();
  // the page renders code and QR code, and another tab may have renewed them
  const onStageChanged = useCallback(() => router.refresh(), [router]);
  const stream = useRunStream({ as: "presenter", runId: props.runId, console: name }, { onStageChanged });
  const fallback = useCallback((request: CommandRequest) => sendOverHttp(request, name.id), [sendOverHttp, name]);
  return <PresenterConsole {...props} consoleId={name.id} sendOverHttp={fallback} stream={stream} />;
}
