import { isRunOver } from "../../core/run/run-status.ts";
import type { RunState } from "../../core/run/state.ts";
import type { Programme } from "../../core/stage/programme.ts";
import { formatClock } from "../format/format.ts";
import { roomControlText } from "../text/stage.ts";

type Room = {
  readonly programme: Programme;
  readonly state: RunState;
  /** pages of the result */
  readonly pages: number;
  /** the stage shows this console's run */
  readonly isOnStage: boolean;
  readonly isConnected: boolean;
};

/** What the room sees, in words; nothing of it shows in the room. */
export function describeRoom({ programme, state, pages, isOnStage, isConnected }: Room): string {
  const { states } = roomControlText;
  const { cover, frozen, screen, page } = programme;
  if (!isConnected) return states.lastKnown;
  if (cover !== null) return states[cover];
  if (!isOnStage) return states.elsewhere;
  if (screen === "lobby") return states.lobby;
  if (state.startedAt === null) return states.waiting;
  if (frozen !== null) return states.frozen(formatClock(frozen.runAtMs));
  if (screen === "result") return pages > 1 ? states.resultPage(page + 1, pages) : states.result;
  return isRunOver(state.status) ? states.end : states.live;
}
