/** Texts of several pages. The audience's phones load this file first, so it stays small. */
export const sharedText = {
  product: "Triptych",
  loading: "Loading…",
  starting: "Starting…",
  oneMoment: "One moment…",
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
  seed: (seed: number) => `seed ${seed}`,
  share: "Share",
} as const;

/** For search engines and link previews. */
export const siteText = { description: "Show, live on a stage, how one skill behaves at three scales." } as const;
