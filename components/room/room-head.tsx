import { selectMark } from "@/lib/view/console/mark";
import { AnswersBadge } from "../parts/answers-badge";
import { LiveBadge } from "../parts/live-badge";
import type { RoomScene } from "./scene";

const LONG_TITLE = 42;

export function RoomHead({ scene, clock }: { scene: RoomScene; clock: string }) {
  const { title, state, isPaused, isStale } = scene;
  return (
    <header className="room-head">
      <h1 className="room-title" data-long={title.length > LONG_TITLE || undefined}>
        {title}
      </h1>
      <LiveBadge mark={isStale ? null : selectMark(state, isPaused)} className="room-badge" />
      <AnswersBadge spec={state?.spec ?? null} className="room-badge" />
      <span className="room-clock">{clock}</span>
    </header>
  );
}
