import { v7 as uuid } from "uuid";
import type { ConsoleName } from "../../core/stage/programme.ts";
import { stageText } from "../../view/text/stage.ts";

const KEY = "triptych.console";

/** The name of this tab among the consoles. It outlives a reload of the page, but not the tab. */
export function readConsoleName(): ConsoleName {
  const known = sessionStorage.getItem(KEY);
  const id = known ?? uuid();
  if (known === null) sessionStorage.setItem(KEY, id);
  return { id, name: nameBrowser(navigator.userAgent) };
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const DEVICES: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Mac OS X/, "Mac"],
  [/Windows/, "Windows"],
  [/CrOS/, "Chromebook"],
  [/Linux/, "Linux"],
];

/** "Chrome on Mac", from the browser's user agent. */
export function nameBrowser(userAgent: string): string {
  const find = (names: typeof BROWSERS) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  return stageText.consoleName(find(BROWSERS), find(DEVICES));
}
