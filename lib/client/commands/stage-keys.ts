export type StageAct =
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

/** What a key press is judged by; a subset of the DOM's KeyboardEvent. */
export type KeyPress = {
  readonly key: string;
  readonly repeat: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** a button, link or menu item has the focus: Space and Enter are its own */
  readonly onControl: boolean;
};

const ADVANCE = new Set(["ArrowRight", "ArrowDown", " ", "PageDown", "n"]);
const ACTS: { readonly [key: string]: StageAct } = {
  k: "pause",
  f: "fullscreen",
  j: "join",
  d: "dark",
  s: "notes",
  x: "fault",
};

/** The presenter's act for a key, or null. Clickers send PageDown; a held key acts once. */
export function actOfKey(press: KeyPress, singleKeys: boolean): StageAct | null {
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
  return ACTS[letter] ?? null;
}

/** The table of keys as help shows it. */
export const KEY_HELP: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  {
    keys: ["→", "↓", "Space", "PgDn", "N"],
    what: "Advance: open the barrier (a clicker's next); after the end: the results",
  },
  { keys: ["⇧ →"], what: "Release now, without those awaited" },
  { keys: ["K"], what: "Pause all, or resume all" },
  { keys: ["J"], what: "Join code and QR" },
  { keys: ["X"], what: "Fault on purpose: asks for whom and what" },
  { keys: ["S"], what: "Notes on or off" },
  { keys: ["D"], what: "Dark or light" },
  { keys: ["F"], what: "Fullscreen" },
  { keys: ["Ctrl K", "⌘ K"], what: "Every command by name" },
  { keys: ["?", "F1"], what: "This help" },
];
