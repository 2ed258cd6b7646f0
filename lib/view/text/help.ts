/** The key of each action, beside its button or command. */
export const keyLabels = {
  advance: "→",
  back: "←",
  black: "B",
  white: "W",
  freeze: "Z",
  lightStage: "L",
  caption: "C",
  releaseNow: "⇧→",
  pause: "K",
  join: "J",
  fault: "X",
  notes: "S",
  theme: "D",
  fullscreen: "F",
  help: "?",
} as const;

/** The presenter's keys, as the help dialog lists them. */
export const helpText = {
  title: "Keys",
  description: "A held key acts once. Keys are off while you type and while a dialog is open.",
  singleKeys: "Letters and Space as shortcuts (arrows, Page Down and F1 stay on)",
  keys: [
    {
      keys: ["→", "↓", "Space", "PgDn", "N"],
      what: "Advance to the next milestone; after the end, show and page the result",
    },
    { keys: ["←", "↑", "⇧ Space", "PgUp", "P"], what: "Back: through the result, then to the run" },
    { keys: ["B", "V", ".", ","], what: "Room black, and back; while black, nothing else acts" },
    { keys: ["W"], what: "Room white, and back" },
    { keys: ["Z"], what: "Freeze the room's picture, and release it" },
    { keys: ["L"], what: "Light or dark picture in the room" },
    { keys: ["C"], what: "Caption and spotlight in the room" },
    { keys: ["⇧ →"], what: "Release now, without waiting" },
    { keys: ["K"], what: "Pause all, or resume all" },
    { keys: ["J"], what: "Join code and QR code, on this console" },
    { keys: ["X"], what: "Inject a fault…" },
    { keys: ["S"], what: "Show or hide notes" },
    { keys: ["D"], what: "This console dark or light" },
    { keys: ["F"], what: "Fullscreen" },
    { keys: ["Ctrl K", "⌘ K"], what: "All commands" },
    { keys: ["?", "F1"], what: "This help" },
    {
      keys: ["F5", "Esc"],
      what: "A clicker's start and stop keys: nothing starts, reloads or is lost; Esc ends black and closes dialogs",
    },
  ],
} as const;
