import type { Actor } from "../run/actor.ts";
import type { Caption, ConsoleName, Cover, Frozen, Programme, Screen, Spotlight } from "./programme.ts";
import { programmeFor } from "./programme.ts";

/** One change of a programme. */
export type StageChange =
  | { readonly type: "screen"; readonly screen: Screen; readonly page: number }
  | { readonly type: "cover"; readonly cover: Cover | null }
  | { readonly type: "frozen"; readonly frozen: Frozen | null }
  | { readonly type: "theme"; readonly theme: "dark" | "light" }
  | { readonly type: "caption"; readonly caption: Caption }
  | { readonly type: "spotlight"; readonly spotlight: Spotlight | null }
  | { readonly type: "what-if"; readonly items: number | null }
  | { readonly type: "driver"; readonly console: ConsoleName }
  | { readonly type: "driver-left" }
  | { readonly type: "driver-back" }
  | { readonly type: "asking"; readonly console: ConsoleName | null };

/** A fact of a stage. `seq` counts 1, 2, 3 … within the stage; `runAtMs` is the clock of the run that was on it. */
export type StageFact = {
  readonly seq: number;
  readonly runId: string | null;
  readonly runAtMs: number | null;
  /** wall time, ISO 8601 */
  readonly at: string;
  readonly actor: Actor;
  readonly change: StageChange;
};

export function foldStage(before: Programme, { seq, runId, change }: StageFact): Programme {
  return { ...applyChange(programmeFor(before, runId), change), seq };
}

/** A frozen picture, written words and a light concern the screen on which they were made; captions that are off stay off. */
function changeScreen(programme: Programme, screen: Screen): Programme {
  if (screen === programme.screen) return { ...programme, frozen: null };
  const caption = programme.caption.kind === "written" ? ({ kind: "automatic" } as const) : programme.caption;
  return { ...programme, screen, frozen: null, spotlight: null, caption };
}

function applyChange(programme: Programme, change: StageChange): Programme {
  const { driver } = programme;
  switch (change.type) {
    case "screen":
      return { ...changeScreen(programme, change.screen), page: change.page };
    case "cover":
      return { ...programme, cover: change.cover };
    case "frozen":
      return { ...programme, frozen: change.frozen };
    case "theme":
      return { ...programme, theme: change.theme };
    case "caption":
      return { ...programme, caption: change.caption };
    case "spotlight":
      return { ...programme, spotlight: change.spotlight };
    case "what-if":
      // the answer is drawn on the first page
      return { ...programme, whatIf: change.items, page: change.items === null ? programme.page : 0 };
    case "driver":
      return { ...programme, driver: { ...change.console, left: false }, asking: null };
    case "driver-left":
      return { ...programme, driver: driver === null ? null : { ...driver, left: true } };
    case "driver-back":
      return { ...programme, driver: driver === null ? null : { ...driver, left: false } };
    case "asking":
      return { ...programme, asking: change.console };
  }
}
