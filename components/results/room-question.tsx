"use client";
import { useEffect, useState } from "react";
import type { ConsoleName } from "@/lib/core/stage/programme";
import { watchConsoleName } from "@/lib/client/stage/console-name";
import { useRunStream } from "@/lib/client/stream/run-stream";
import { PageQuestion, type QuestionProps } from "./page-question";

/** The presenter's "What about … mails?": while the run is on stage, the room sees it too. */
export function RoomQuestion({ runId, ...props }: QuestionProps & { runId: string }) {
  const [console, setConsole] = useState<ConsoleName | null>(null);
  useEffect(() => watchConsoleName(setConsole), []);
  const { view, direct } = useRunStream({ as: "presenter", runId, console });
  return view?.programme.runId === runId ? <PageQuestion {...props} direct={direct} /> : <PageQuestion {...props} />;
}
