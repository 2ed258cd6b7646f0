import type { StageAct } from "../../core/stage/direct.ts";
import type { Programme } from "../../core/stage/programme.ts";
import { mayControl, mayDirect, type Driving } from "../../view/console/driving.ts";
import type { StageAction } from "./stage-keys.ts";

/** Where the console stands when a key is pressed. */
export type KeyMoment = {
  readonly driving: Driving;
  readonly programme: Pick<Programme, "cover" | "frozen" | "screen" | "page" | "theme">;
  readonly hasStarted: boolean;
  readonly isOver: boolean;
  /** pages of the result; 0: there is none */
  readonly pages: number;
};

/** Why a key does nothing. */
export type KeyNotice =
  | "room-black"
  | "room-white"
  | "nothing-behind"
  | "last-page"
  | "start-key"
  | "other-run"
  | "not-driving";

/** Commands of the run, which its driver alone sends. */
export type RunAction = Extract<StageAction, "advance" | "release-now" | "pause" | "fault">;
/** What changes this console alone. */
export type ConsoleAction = Extract<
  StageAction,
  "fullscreen" | "help" | "join" | "dark" | "notes" | "menu" | "caption"
>;

export type KeyEffect =
  | { readonly do: "direct"; readonly act: StageAct }
  | { readonly do: "run"; readonly action: RunAction }
  | { readonly do: "console"; readonly action: ConsoleAction }
  | { readonly do: "say"; readonly notice: KeyNotice };

const NOTHING: KeyEffect | null = null;

/** What a key of the presenter does now. While the room is black or white, only the keys that show the picture again act. */
export function decideKey(action: StageAction, moment: KeyMoment): KeyEffect | null {
  const { driving, programme } = moment;
  if (action === "start-key") return say("start-key");
  if (programme.cover !== null && mayDirect(driving)) return decideCovered(action, programme.cover);
  switch (action) {
    case "escape":
      return NOTHING;
    case "advance":
      return decideAdvance(moment);
    case "back":
      return decideBack(moment);
    case "release-now":
    case "pause":
    case "fault":
      return mayControl(driving) ? { do: "run", action } : say("not-driving");
    case "black":
    case "white":
      return direct(moment, { type: "cover", cover: action });
    case "freeze":
      return direct(moment, { type: "freeze", on: programme.frozen === null });
    case "light-stage":
      return direct(moment, { type: "theme", theme: programme.theme === "dark" ? "light" : "dark" });
    case "caption":
      return mayDirect(driving) ? { do: "console", action } : refuse(driving);
    default:
      return { do: "console", action };
  }
}

function say(notice: KeyNotice): KeyEffect {
  return { do: "say", notice };
}

function refuse(driving: Driving): KeyEffect {
  return say(driving.kind === "elsewhere" ? "other-run" : "not-driving");
}

function direct({ driving }: KeyMoment, act: StageAct): KeyEffect {
  return mayDirect(driving) ? { do: "direct", act } : refuse(driving);
}

function decideCovered(action: StageAction, cover: "black" | "white"): KeyEffect {
  if (action === "black" || action === "white" || action === "escape")
    return { do: "direct", act: { type: "cover", cover: null } };
  return say(cover === "black" ? "room-black" : "room-white");
}

/** At the end of the run it turns the pages of the result. */
function decideAdvance(moment: KeyMoment): KeyEffect {
  const { driving, programme, hasStarted, isOver, pages } = moment;
  if (!mayControl(driving)) return say("not-driving");
  if (programme.screen === "lobby" && hasStarted && !isOver && mayDirect(driving))
    return direct(moment, { type: "show", screen: "run", page: 0 });
  if (!isOver || pages === 0) return { do: "run", action: "advance" };
  if (programme.screen !== "result") return direct(moment, { type: "show", screen: "result", page: 0 });
  if (programme.page + 1 >= pages) return say("last-page");
  return direct(moment, { type: "show", screen: "result", page: programme.page + 1 });
}

/** A run cannot go back, but the pages of its result can. */
function decideBack(moment: KeyMoment): KeyEffect {
  const { driving, programme } = moment;
  if (!mayControl(driving)) return say("not-driving");
  if (programme.screen === "run") return say("nothing-behind");
  if (programme.screen === "result" && programme.page > 0)
    return direct(moment, { type: "show", screen: "result", page: programme.page - 1 });
  return direct(moment, { type: "show", screen: "run", page: 0 });
}
