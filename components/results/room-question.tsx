"use client";
import { useState } from "react";
import { readConsoleName } from "@/lib/client/stage/console-name";
import { useRunStream } from "@/lib/client/stream/run-stream";
import { PageQuestion, type QuestionProps } from "./page-question";

/** The presenter's "What about … mails?": while the run is on stage, the room sees it too. */
export function RoomQuestion({ runId, ...props }: QuestionProps & { runId: string }) {
  // null while the server renders the page
  const [console] = useState(() => (typeof window === "undefined" ? null : readConsoleName()));
  const { view, direct } = useRunStream({ as: "presenter", runId, console });
  return view?.programme.runId === runId ? <PageQuestion {...props} direct={direct} /> : <PageQuestion {...props} />;
}
