import { selectHeadline as selectRunHeadline } from "../../core/words/headline.ts";
import type { RunState } from "../../core/run/state.ts";
import type { Connection } from "./connection.ts";
import type { LiveView } from "./live-view.ts";
import { isEnded } from "../../view/console/standing.ts";

export type Headline = ReturnType<typeof selectRunHeadline>;

/** What is happening, in one sentence: the run's own, or what stands between the page and the run. */
export function selectPageHeadline(view: LiveView | null, connection: Connection, nowMs: number): Headline {
  if (connection.kind === "refused")
    return { tone: "bad", title: "This page cannot follow the run", detail: connection.message };
  if (!view)
    return { tone: "wait", title: "Connecting", detail: "the picture comes with the first word from the server" };
  if (!view.state)
    return { tone: "wait", title: "Nothing runs yet", detail: "the picture appears here when the presenter starts" };
  if (!isEnded(view.state) && connection.kind === "live") {
    const lost = selectLostRunner(view, view.state);
    if (lost) return lost;
  }
  return selectRunHeadline(view.state, nowMs);
}

function selectLostRunner(view: LiveView, state: RunState): Headline | null {
  if (view.live.runner === "lost" && state.startedAt !== null) {
    return {
      tone: "wait",
      title: "A new runner takes over",
      detail: "everything finished is kept; the run goes on by itself",
    };
  }
  return null;
}
