export type StageAction =
  | "advance"
  | "back"
  | "release-now"
  | "pause"
  | "black"
  | "white"
  | "freeze"
  | "start-key"
  | "escape"
  | "fullscreen"
  | "help"
  | "join"
  | "dark"
  | "notes"
  | "fault"
  | "light-stage"
  | "caption"
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
  /** an input of one line has the focus: it keeps every key that has a meaning there, not a clicker's page keys */
  readonly inField: boolean;
};

const ADVANCE = new Set(["ArrowRight", "ArrowDown", " ", "PageDown", "n"]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp", "p"]);
/** Clickers send one of these for their black key. */
const BLACK = new Set(["b", "v", ".", ",", ";", "/"]);
const ACTIONS: { readonly [key: string]: StageAction } = {
  w: "white",
  z: "freeze",
  k: "pause",
  f: "fullscreen",
  j: "join",
  d: "dark",
  l: "light-stage",
  c: "caption",
  s: "notes",
  x: "fault",
  Escape: "escape",
};

/** The presenter's action for a key, or null. Clickers send PageDown and PageUp; a held key acts once. */
export function actionOfKey(press: KeyPress, singleKeys: boolean): StageAction | null {
  const { key, shiftKey } = press;
  if (press.repeat || press.altKey) return null;
  if (press.inField && key !== "PageDown" && key !== "PageUp") return null;
  if (press.ctrlKey || press.metaKey) return key.toLowerCase() === "k" && !shiftKey ? "menu" : null;
  if (key === "F1") return "help";
  // a clicker's start key, from the beginning or from here
  if (key === "F5") return "start-key";
  const letter = key.length === 1 ? key.toLowerCase() : key;
  if (!singleKeys && key.length === 1) return null;
  if (letter === "?") return "help";
  if (letter === " " && press.onControl) return null;
  if (shiftKey) return key === "ArrowRight" ? "release-now" : letter === " " ? "back" : null;
  if (ADVANCE.has(letter)) return "advance";
  if (BACK.has(letter)) return "back";
  if (BLACK.has(letter)) return "black";
  return ACTIONS[letter] ?? null;
}
