export type StageAction =
  | "advance"
  | "release-now"
  | "pause"
  | "fullscreen"
  | "help"
  | "join"
  | "dark"
  | "notes"
  | "fault"
  | "menu";

/** The relevant part of the DOM's KeyboardEvent. */
export type KeyPress = {
  readonly key: string;
  readonly repeat: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** a button, link or menu item has the focus and keeps Space and Enter */
  readonly onControl: boolean;
};

const ADVANCE = new Set(["ArrowRight", "ArrowDown", " ", "PageDown", "n"]);
const ACTIONS: { readonly [key: string]: StageAction } = {
  k: "pause",
  f: "fullscreen",
  j: "join",
  d: "dark",
  s: "notes",
  x: "fault",
};

/** The presenter's action for a key, or null. Clickers send PageDown; a held key acts once. */
export function actionOfKey(press: KeyPress, singleKeys: boolean): StageAction | null {
  const { key, shiftKey } = press;
  if (press.repeat || press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return key.toLowerCase() === "k" && !shiftKey ? "menu" : null;
  if (key === "F1") return "help";
  const letter = key.length === 1 ? key.toLowerCase() : key;
  if (!singleKeys && key.length === 1) return null;
  if (letter === "?") return "help";
  if (shiftKey) return key === "ArrowRight" ? "release-now" : null;
  if (letter === " " && press.onControl) return null;
  if (ADVANCE.has(letter)) return "advance";
  return ACTIONS[letter] ?? null;
}
