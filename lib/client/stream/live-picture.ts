import type { Frame, JoinReply, ResyncReply } from "../../realtime/protocol/protocol.ts";
import { applyFrame, viewOfJoin, type LiveView } from "./live-view.ts";

type PictureOptions = {
  readonly initial: LiveView | null;
  readonly nowMs: () => number;
  readonly onView: (view: LiveView) => void;
  /** the facts after a seq, asked for while they are needed; null without an answer in time */
  readonly askMissed: (afterSeq: number, isNeeded: () => boolean) => Promise<ResyncReply | null>;
  /** The gap cannot be filled. */
  readonly joinAgain: () => void;
};

/** Folds what the hub sends into the view, and fills gaps. */
export function createPicture({ initial, nowMs, onView, askMissed, joinAgain }: PictureOptions) {
  let view = initial;
  let resyncing = false;
  /** counts connections and joins: each makes the request under way superfluous */
  let round = 0;

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
    const mine = round;
    const reply = await askMissed(view.factSeq, () => mine === round);
    if (mine !== round) return;
    if (reply?.ok && reply.frame.prevFactSeq <= (view?.factSeq ?? 0)) {
      resyncing = false;
      fold(reply.frame);
    }
    // until the join is answered, further frames ask for nothing
    else joinAgain();
  };
  const startRound = () => {
    round += 1;
    resyncing = false;
  };
  return {
    fold,
    onJoined: (reply: Extract<JoinReply, { ok: true }>) => {
      startRound();
      show(viewOfJoin(reply, nowMs(), view));
    },
    onConnect: startRound,
    onPresence: (watching: number) => {
      if (view) show({ ...view, watching });
    },
    onProgramme: (programme: LiveView["programme"]) => {
      if (view) show({ ...view, programme });
    },
  };
}
