/** Texts of the home page. */
export const homeText = {
  navigation: "Home",
  heading: "Start a demo",
  reviewerHeading: "Runs",
  slogan: "One skill, three scales, side by side.",
  runSample: "Run the sample demo",
  chooseAnother: "Choose another demo, sizes or mode",
  reviewerHint: "You are signed in as a reviewer: you can view every run, but not start or control any.",
  recentRuns: "Recent runs",
  recentRunsCaption: "The latest runs",
  allPastRuns: "All past runs",
  liveNow: "Live now",
  backToConsole: "Back to the console",
  viewRun: "View the run",
  alreadyLive: "is live. Starting another run moves the audience to it.",
} as const;
