import { selectHeadline as selectRunHeadline } from "../../core/words/headline.ts";
import { SHORTAGE_WORDS } from "../../core/words/describe-shortage.ts";
import { selectRoomSentence } from "../../core/words/room-sentence.ts";
import { isRunOver } from "../../core/run/run-status.ts";
import type { RunState } from "../../core/run/state.ts";
import type { Connection } from "./connection.ts";
import type { LiveView } from "./live-view.ts";
import { liveText } from "../../view/text/live.ts";

const text = liveText.headline;

export type Headline = ReturnType<typeof selectRunHeadline>;

/** The headline of a page: the run's own, or why the page cannot follow the run now. */
export function selectPageHeadline(
  view: LiveView | null,
  connection: Connection,
  nowMs: number,
  reader: "presenter" | "audience" = "presenter",
): Headline {
  if (connection.kind === "refused") return { tone: "bad", title: text.refused, detail: connection.message };
  if (!view && connection.kind === "waiting") return { tone: "wait", title: text.waiting, detail: connection.message };
  if (!view) return { tone: "wait", ...text.connecting };
  if (!view.state) return { tone: "wait", ...text.noRun };
  const wait = view.live.wait ?? null;
  if (!isRunOver(view.state.status) && connection.kind === "live") {
    const lost = selectLostRunner(view, view.state);
    if (lost) return lost;
  }
  return reader === "audience"
    ? selectRoomSentence(view.state, nowMs, wait)
    : selectRunHeadline(view.state, nowMs, wait);
}

function selectLostRunner(view: LiveView, state: RunState): Headline | null {
  const { shortage } = view.live;
  if (shortage !== undefined) return { tone: "bad", ...text.shortage(SHORTAGE_WORDS[shortage].cause) };
  if (view.live.runner === "lost" && state.startedAt !== null) {
    return { tone: "wait", ...text.runnerLost };
  }
  return null;
}
