/** The key of each action, beside its button or command. */
export const keyLabels = {
  advance: "→",
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
    { keys: ["→", "↓", "Space", "PgDn", "N"], what: "Advance to the next milestone; after the end, show the results" },
    { keys: ["⇧ →"], what: "Release now, without waiting" },
    { keys: ["K"], what: "Pause all, or resume all" },
    { keys: ["J"], what: "Join code and QR code" },
    { keys: ["X"], what: "Inject a fault…" },
    { keys: ["S"], what: "Show or hide notes" },
    { keys: ["D"], what: "Switch between dark and light" },
    { keys: ["F"], what: "Fullscreen" },
    { keys: ["Ctrl K", "⌘ K"], what: "All commands" },
    { keys: ["?", "F1"], what: "This help" },
  ],
} as const;
