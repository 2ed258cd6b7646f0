/** Who drives, and what the room sees, as the console says it. */
export const stageText = {
  consoleName: (browser = "A browser", device?: string) => (device === undefined ? browser : `${browser} on ${device}`),
} as const;

/** The picture of the room on the console, and what changes it. */
export const roomControlText = {
  heading: "The room sees",
  region: "What the room sees",
  states: {
    black: "black",
    white: "white",
    frozen: (clock: string) => `frozen since ${clock}`,
    lobby: "the join code",
    waiting: "the join code until the run starts",
    live: "live",
    result: "the result",
    resultPage: (page: number, pages: number) => `the result, page ${page} of ${pages}`,
    end: "the end of the run",
    elsewhere: "another run",
    lastKnown: "unknown: not connected",
  },
  openedLater: (clock: string) => `The room sees the picture of ${clock}. This page was opened later.`,
  otherRun: "The stage shows another run, or none.",
  black: "Black",
  unblack: "Show picture",
  freeze: "Freeze",
  unfreeze: "Unfreeze",
  more: "More for the room",
  white: "White",
  showResult: "Show the result",
  nextPage: "Next page of the result",
  backToRun: "Back to the run",
  lobby: "Join code in the room",
  leaveLobby: "Join code away, back to the run",
  light: "Light room picture",
  dark: "Dark room picture",
  caption: "Caption and spotlight…",
  noSpotlight: "Spotlight off",
} as const;

/** A quiet line below the next step: why a key or a click did nothing. */
export const stageNotices = {
  "room-black": "The room is black. B shows the picture again.",
  "room-white": "The room is white. W shows the picture again.",
  "nothing-behind": "Nothing to go back to: a run only goes forward.",
  "last-page": "This is the last page of the result.",
  "start-key": "The clicker's start key does nothing here. To reload the page, press Ctrl R.",
  "run-not-over": "There is no result yet: the run is still going.",
  "other-run": "The stage shows another run: this console cannot change its picture.",
  "no-driver": "Nobody drives this stage. Take over to continue.",
  offline: "Not connected: this console can change nothing until it is back.",
  "hub-silent": "The server did not answer: the room may not have changed.",
} as const;

export const driverText = {
  region: "Who drives",
  youDrive: "you drive",
  watchOnly: "view only",
  drives: (name: string) => `${name} drives. This console can only watch.`,
  asked: (name: string) => `Asked ${name} for the controls.`,
  left: (name: string) => `${name} has left. Nobody drives.`,
  nobody: "Nobody drives this stage.",
  moved: "The stage shows another run.",
  emptied: "The stage shows no run.",
  goThere: "Go to that run",
  ask: "Ask to drive",
  takeOver: "Take over",
  takeOverAsking: "Take over…",
  asks: (name: string) => `${name} asks to drive.`,
  handOver: "Hand over",
  keep: "Keep",
  confirmTitle: (name: string) => `Take over from ${name}?`,
  confirmDetail: (name: string) => `${name} loses the controls at once and can only watch. The run continues.`,
  cancel: "Cancel",
} as const;

export const captionText = {
  title: "Caption and spotlight",
  description: "The sentence below the picture, and what is lit in it. All screens follow at once.",
  kinds: { automatic: "Automatic", off: "Off", written: "Own words" },
  legend: "Caption",
  words: "Own words",
  spotlight: "Spotlight",
  nothing: "Nothing",
  point: (percent: string) => `quality at ${percent}`,
  note: "Note at the spotlight (optional)",
  show: "Show in the room",
  cancel: "Cancel",
} as const;

export const connectionBarText = {
  offline: "Offline. The run continues without this console.",
  offlineSince: (time: string) => `Offline since ${time}. The picture is the last one; the run continues.`,
  stale: (time: string) => `No connection to the server since ${time}. The picture is the last one; the run continues.`,
  waiting: (why: string) => `Not connected: ${why} This page tries again by itself.`,
} as const;
