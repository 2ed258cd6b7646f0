import { err, ok, type Result } from "../kit/result.ts";
import type { Caption, ConsoleName, Cover, Programme, Screen, Spotlight } from "./programme.ts";
import type { Frozen } from "./programme.ts";
import type { StageChange } from "./stage-facts.ts";

/** What a console asks of the stage. */
export type StageAct =
  | { readonly type: "show"; readonly screen: Screen; readonly page: number }
  | { readonly type: "cover"; readonly cover: Cover | null }
  | { readonly type: "freeze"; readonly on: boolean }
  | { readonly type: "theme"; readonly theme: "dark" | "light" }
  | { readonly type: "caption"; readonly caption: Caption }
  | { readonly type: "spotlight"; readonly spotlight: Spotlight | null }
  | { readonly type: "what-if"; readonly items: number | null }
  /** `confirmed`: the person has read who drives now */
  | { readonly type: "drive"; readonly confirmed: boolean }
  | { readonly type: "ask-to-drive" }
  | { readonly type: "hand-over" }
  | { readonly type: "keep-driving" };

/** `run`: where the run on stage stands; null: there is none, or it has not started. */
export type StageMoment = { readonly programme: Programme; readonly run: Frozen | null; readonly isOver: boolean };

export type StageRefusalCode = "not-driving" | "driven" | "no-run" | "no-result" | "nobody-asks";
export type StageRefusal = { readonly code: StageRefusalCode; readonly driver: string | null };

/** Whether this console drives the stage. */
export function isDriver({ driver }: Pick<Programme, "driver">, consoleId: string | null): boolean {
  return driver !== null && driver.id === consoleId;
}

/** Whether a console may take the wheel without asking: nobody holds it. */
export function isDriverless({ driver }: Pick<Programme, "driver">): boolean {
  return driver === null || driver.left;
}

/** The change that an act makes; null: it has been made already. Only the driver changes what the room sees. */
export function decideStage(
  moment: StageMoment,
  act: StageAct,
  console: ConsoleName,
): Result<StageChange | null, StageRefusal> {
  const { programme } = moment;
  const refuse = (code: StageRefusalCode) => err({ code, driver: programme.driver?.name ?? null });
  const drives = isDriver(programme, console.id);
  switch (act.type) {
    case "drive":
      if (drives) return ok(programme.driver?.left ? { type: "driver-back" } : null);
      if (!isDriverless(programme) && !act.confirmed) return refuse("driven");
      return ok({ type: "driver", console });
    case "ask-to-drive":
      if (drives) return ok(null);
      if (isDriverless(programme)) return ok({ type: "driver", console });
      return ok(programme.asking?.id === console.id ? null : { type: "asking", console });
    case "hand-over":
      if (!drives) return refuse("not-driving");
      return programme.asking === null ? refuse("nobody-asks") : ok({ type: "driver", console: programme.asking });
    case "keep-driving":
      if (!drives) return refuse("not-driving");
      return ok(programme.asking === null ? null : { type: "asking", console: null });
    default:
      return drives ? decidePicture(moment, act, refuse) : refuse("not-driving");
  }
}

type PictureAct = Exclude<StageAct, { readonly type: "drive" | "ask-to-drive" | "hand-over" | "keep-driving" }>;

function decidePicture(
  { programme, run, isOver }: StageMoment,
  act: PictureAct,
  refuse: (code: StageRefusalCode) => { ok: false; error: StageRefusal },
): Result<StageChange | null, StageRefusal> {
  switch (act.type) {
    case "show":
      if (act.screen === "result" && !isOver) return refuse("no-result");
      if (act.screen === programme.screen && act.page === programme.page) return ok(null);
      return ok({ type: "screen", screen: act.screen, page: act.page });
    case "cover":
      return ok(act.cover === programme.cover ? null : act);
    case "freeze":
      if (!act.on) return ok(programme.frozen === null ? null : { type: "frozen", frozen: null });
      if (programme.frozen !== null) return ok(null);
      return run === null ? refuse("no-run") : ok({ type: "frozen", frozen: run });
    case "theme":
      return ok(act.theme === programme.theme ? null : act);
    case "caption":
    case "spotlight":
      return ok(act);
    case "what-if":
      if (!isOver && act.items !== null) return refuse("no-result");
      return ok(act.items === programme.whatIf ? null : act);
  }
}
