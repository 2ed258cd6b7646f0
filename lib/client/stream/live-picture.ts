import type { Frame, JoinReply, ResyncReply } from "../../realtime/protocol/protocol.ts";
import { applyFrame, viewOfJoin, type LiveView } from "./live-view.ts";

type PictureOptions = {
  readonly initial: LiveView | null;
  readonly nowMs: () => number;
  readonly onView: (view: LiveView) => void;
  /** the facts after a seq; null without an answer in time */
  readonly askMissed: (afterSeq: number) => Promise<ResyncReply | null>;
  /** The gap cannot be filled: join again, at once or after a pause. */
  readonly joinAgain: (when: "now" | "later") => void;
};

/** Folds what the hub sends into the view, and fills gaps. */
export function createPicture({ initial, nowMs, onView, askMissed, joinAgain }: PictureOptions) {
  let view = initial;
  let resyncing = false;

  const show = (next: LiveView) => {
    view = next;
    onView(next);
  };
  const fold = (frame: Frame) => {
    if (!view) return;
    const result = applyFrame(view, frame, nowMs());
    show(result.view);
    if (result.gap) void resync();
  };
  const resync = async () => {
    if (resyncing || !view) return;
    resyncing = true;
    const reply = await askMissed(view.factSeq);
    if (reply?.ok && reply.frame.prevFactSeq <= (view?.factSeq ?? 0)) {
      resyncing = false;
      fold(reply.frame);
    }
    // until the join is answered, further frames request nothing
    else joinAgain(reply?.ok === false && reply.error.code === "too-many" ? "later" : "now");
  };
  return {
    fold,
    onJoined: (reply: Extract<JoinReply, { ok: true }>) => {
      resyncing = false;
      show(viewOfJoin(reply, nowMs(), view));
    },
    onConnect: () => {
      resyncing = false;
    },
    onPresence: (watching: number) => {
      if (view) show({ ...view, watching });
    },
  };
}
