/** Texts that stand on several pages. */
export const sharedText = {
  product: "Triptych",
  description: "Show, live on a stage, how one skill behaves at three scales.",
  loading: "Loading…",
  starting: "Starting…",
  oneMoment: "One moment…",
  noAnswer: "The server did not answer. Reload the page to see the current state.",
  tryAgain: "Try again",
  start: "Start",
  cancel: "Cancel",
  close: "Close",
  pastRuns: "Past runs",
  theme: "Switch between dark and light",
  fullscreen: "Fullscreen",
  noFullscreen: "This browser does not support fullscreen",
  noValue: "–",
  mainNavigation: "Main",
  reviewer: "Reviewer",
  copy: { idle: "Copy", done: "Copied", failed: "Press Ctrl C" },
  seed: (seed: number) => `seed ${seed}`,
  share: "Share",
} as const;

/** The join code and its QR code: on the console, in the share dialog. */
export const joinCodeText = {
  qr: "QR code of the audience view",
  renew: "New join code…",
  warning: "Everyone who joined with the current code must join again. The old code and QR code stop working at once.",
  keep: "Keep this code",
  confirm: "Make a new code",
} as const;
